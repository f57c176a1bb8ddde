// What a row holds, put into a new one before its parts start.
// A rich text starts from the nodes beside its textarea: those it holds now, marked as edited so that they are posted.
const copyText = (from, to) => {
  const texts = to.querySelectorAll("[data-richtext]");
  from.querySelectorAll("[data-richtext]").forEach((text, index) => {
    const json = text.querySelector("input[name$='-json']");
    const data = text.querySelector("script")?.textContent;
    const twin = texts[index].querySelector("script");
    if (!data || !twin) return;
    twin.textContent = json.disabled ? data : JSON.stringify({ ...JSON.parse(data), nodes: JSON.parse(json.value) });
    texts[index].dataset.edited = "";
  });
};

// Values are copied before the parts of the new row start, so that they begin with them.
export const copyValues = (from, to) => {
  const key = ({ name }) => name.replace(/^.*?-\d+-/, "");
  const twins = new Map([...to.querySelectorAll("[name]")].map((each) => [key(each), each]));
  const id = to.querySelector("[data-row-id]");
  from.querySelectorAll("[name]").forEach((control) => {
    const twin = twins.get(key(control));
    if (/^(id|order|delete)$/.test(key(control))) return;
    if (key(control) === "rest") {
      const rest = control.cloneNode();
      rest.name = id.name.replace(/id$/, "rest");
      id.after(rest);
    } else if (twin?.type === "checkbox") twin.checked = control.checked;
    else if (twin) twin.value = control.value;
  });
  copyText(from, to);
};
