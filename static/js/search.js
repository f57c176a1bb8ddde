// Titles proposed as one types. The form works without this file.
const form = document.getElementById("search-form");
const box = form?.elements.q;
const list = document.createElement("ul");
let asked, chosen = -1;

const close = () => {
  list.hidden = true;
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
};

const point = (at) => {
  chosen = (at + list.children.length) % list.children.length;
  [...list.children].forEach((item, n) => item.setAttribute("aria-selected", n === chosen));
  box.setAttribute("aria-activedescendant", list.children[chosen].id);
};

const show = (insights) => {
  close();
  list.replaceChildren(...insights.map(({ title, url }, n) => {
    const item = Object.assign(document.createElement("li"), { id: `suggestion-${n}`, role: "option", textContent: title });
    item.dataset.url = url;
    item.setAttribute("aria-selected", "false");
    return item;
  }));
  list.hidden = !insights.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
};

const ask = async () => {
  asked?.abort();
  asked = new AbortController();
  const words = box.value.trim();
  if (words.length < 2) return close();
  try {
    const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal: asked.signal });
    if (answer.ok) show((await answer.json()).insights);
  } catch {}
};

if (box) {
  Object.assign(list, { id: "suggestions", className: "suggest", role: "listbox", hidden: true });
  list.setAttribute("aria-label", box.labels[0].textContent);
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) box.setAttribute(name, value);
  let later;
  box.addEventListener("input", () => { clearTimeout(later); later = setTimeout(ask, 150); });
  box.addEventListener("blur", () => { clearTimeout(later); asked?.abort(); close(); });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(chosen + 1);
    else if (event.key === "ArrowUp") point(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-url]");
    if (item) location.assign(item.dataset.url);
  });
}
