// Choosers of a form: insights in an order, one topic, and fields that show only when they matter.
import { combobox } from "builder/choosers_combobox";
import { sortable, step } from "builder/choosers_sort";
import { gettext } from "builder/language";
import { say } from "builder/server";

const once = (root, selector, start) => {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches(selector)) found.push(root);
  found.filter((each) => !("enhanced" in each.dataset)).forEach((each) => {
    each.dataset.enhanced = "";
    start(each);
  });
};

const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

// The search stands in for the plain control: the field's label is its name, and what is wrong there is wrong here.
const replace = (control, input) => {
  const mirror = () => input.setAttribute("aria-invalid", control.getAttribute("aria-invalid") ?? "false");
  control.hidden = true;
  document.getElementById(input.getAttribute("aria-labelledby"))?.setAttribute("for", input.id);
  new MutationObserver(mirror).observe(control, { attributes: true, attributeFilter: ["aria-invalid"] });
  mirror();
};

const insights = (root) => {
  const control = root.querySelector("textarea");
  const list = root.querySelector("[data-choices-list]");
  const input = root.querySelector("[role=combobox]");
  const limit = Number(root.dataset.limit);
  const name = (item) => item.querySelector("[data-choice-label]").textContent;
  const values = () => [...list.children].map((item) => item.dataset.value);

  const show = () => {
    const items = [...list.children];
    items.forEach((item, index) => {
      item.querySelector("[data-choice-act=up]").disabled = index === 0;
      item.querySelector("[data-choice-act=down]").disabled = index === items.length - 1;
      item.querySelectorAll("[data-choice-act]").forEach((button) => {
        button.title = button.ariaLabel;
        button.setAttribute("aria-description", name(item));
      });
    });
    const full = items.length >= limit;
    input.disabled = full;
    root.querySelector("[data-choices-count]").textContent = full
      ? gettext("%(limit)s are chosen, which is the most.", { limit })
      : gettext("%(count)s of at most %(limit)s chosen.", { count: items.length, limit });
  };
  const store = () => {
    control.value = values().join("\n");
    show();
    changed(control);
  };
  const moved = (item) => {
    store();
    say(gettext("%(name)s is now %(place)s of %(count)s", { name: name(item), place: values().indexOf(item.dataset.value) + 1, count: list.children.length }));
  };
  const add = (result) => {
    const item = root.querySelector("[data-choices-blank]").content.firstElementChild.cloneNode(true);
    item.dataset.value = result.value;
    item.querySelector("[data-choice-label]").textContent = result.label;
    item.querySelector("[data-choice-note]").textContent = result.note;
    list.append(item);
    input.value = "";
    store();
    if (input.disabled) item.querySelector("[data-choice-act=remove]").focus();
    say(gettext("%(name)s added: %(count)s of at most %(limit)s", { name: result.label, count: list.children.length, limit }));
  };
  const remove = (item) => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    store();
    (next?.querySelector("[data-choice-act=remove]") ?? input).focus();
    say(gettext("%(name)s removed", { name: name(item) }));
  };

  replace(control, input);
  show();
  combobox(root.querySelector("[data-combo]"), {
    pick: add,
    taken: ({ value }) => (values().includes(value) ? gettext("Already chosen") : ""),
  });
  sortable(list, moved);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choice-act]");
    if (!button) return;
    event.stopPropagation();
    const item = button.closest("[data-value]");
    if (button.dataset.choiceAct === "remove") remove(item);
    else if (step(item, button.dataset.choiceAct === "up")) moved(item);
    if (button.disabled && item.isConnected) item.querySelector("[data-choice-act]:not(:disabled)").focus();
  });
};

// Only topics there are can be picked, or none; one that a document named and nobody made stays until then.
const topic = (root) => {
  const control = root.querySelector("[name]");
  const input = root.querySelector("[role=combobox]");
  const clear = root.querySelector("[data-topic-clear]");
  const state = root.querySelector("[data-topic-state]");
  let label = input.value;
  const keep = () => {
    input.value = label;
    input.dataset.all = ""; // the name that stands there is no search
  };
  const take = ({ value, label: name }) => {
    label = name;
    keep();
    control.value = value;
    clear.hidden = !value;
    root.dataset.state = value ? "known" : "empty";
    state.textContent = "";
    changed(control);
    say(value ? gettext("%(name)s chosen", { name }) : gettext("No topic"));
  };
  replace(control, input);
  keep();
  if (root.dataset.state === "known") state.textContent = "";
  combobox(root.querySelector("[data-combo]"), { pick: take });
  input.addEventListener("combo:reset", keep);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    if (input.value === "" && control.value !== "") take({ value: "", label: "" });
    else keep();
  });
  clear.addEventListener("click", () => {
    take({ value: "", label: "" });
    input.focus();
  });
};

// Hidden fields keep and post their values; they are only out of the way.
const conditional = (form) => {
  const show = () => form.querySelectorAll("[data-shown-when]").forEach((field) => {
    field.hidden = Object.entries(JSON.parse(field.dataset.shownWhen)).some(
      ([name, wanted]) => form.elements[name] && !wanted.includes(form.elements[name].value),
    );
  });
  show();
  form.addEventListener("input", show);
  form.addEventListener("change", show);
};

export const enhance = (root) => {
  once(root, "[data-choices]", insights);
  once(root, "[data-topic]", topic);
  new Set([...root.querySelectorAll("[data-shown-when]")].map((field) => field.closest("form"))).forEach((form) => {
    if (!form || "conditional" in form.dataset) return;
    form.dataset.conditional = "";
    conditional(form);
  });
};
