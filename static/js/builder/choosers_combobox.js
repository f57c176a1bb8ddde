// A search in a field: an ARIA combobox whose list comes from the server. What it finds is handed to `pick`.
import { ask, why } from "builder/choosers_ask";
import { gettext, ngettext } from "builder/language";

const PAUSE = 200; // milliseconds after the last key

const option = (result, id, state) => {
  const item = document.createElement("li");
  item.id = id;
  item.className = "combo__option";
  item.role = "option";
  item.ariaSelected = "false";
  if (state) item.ariaDisabled = "true";
  const name = document.createElement("b");
  const note = document.createElement("small");
  name.textContent = result.label;
  note.textContent = state ? `${state} · ${result.note}` : result.note;
  item.append(name, note);
  return item;
};

// `taken(result)` says in a word why a result cannot be picked, or nothing.
export const combobox = (combo, { pick, taken = () => "" }) => {
  const input = combo.querySelector("[role=combobox]");
  const list = combo.querySelector("[role=listbox]");
  const said = combo.querySelector("[data-combo-said]");
  const live = combo.querySelector("[data-combo-live]"); // its own voice: counts are of no use to those who see the list
  const say = (text) => { live.textContent = text; };
  let results = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const tell = (text) => {
    said.textContent = text;
    said.hidden = !text;
    if (text) say(text);
  };
  const close = () => {
    clearTimeout(timer);
    asked += 1; // an answer still on its way is for nobody
    list.hidden = true;
    active = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
    said.hidden = true;
  };
  const point = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const item = list.children[active];
    if (!item) return;
    item.ariaSelected = "true";
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  };
  const show = (answer) => {
    results = answer.results;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...results.map((each, index) => option(each, `${list.id}_${index}`, taken(each))));
    list.hidden = !results.length;
    input.ariaExpanded = String(results.length > 0);
    list.scrollIntoView({ block: "nearest" });
    if (!results.length) tell(gettext("Nothing found."));
    else if (answer.more) tell(gettext("%(count)s or more found: type on to narrow it down.", { count: results.length }));
    else {
      tell("");
      say(ngettext("%(count)s found", "%(count)s found", results.length));
    }
  };
  const search = async (first) => {
    const number = ++asked;
    try {
      const answer = await ask(combo.dataset.url, { q: "all" in input.dataset ? "" : input.value });
      if (number !== asked) return;
      show(answer);
      if (first !== undefined && results.length) point(first === "last" ? results.length - 1 : 0);
    } catch (failure) {
      if (number === asked) tell(why(failure));
    }
  };
  const choose = (index) => {
    const result = results[index];
    if (!result) return;
    const state = taken(result);
    if (state) {
      say(`${result.label}: ${state}`);
      return;
    }
    close();
    pick(result);
  };

  const KEYS = {
    ArrowDown: () => (list.hidden ? search("first") : point((active + 1) % results.length)),
    ArrowUp: () => (list.hidden ? search("last") : point((active + results.length - (active < 0 ? 0 : 1)) % results.length)),
    Enter: () => (list.hidden ? search("first") : choose(active < 0 && results.length === 1 ? 0 : active)),
    Escape: () => (list.hidden ? input.dispatchEvent(new CustomEvent("combo:reset")) : close()),
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !KEYS[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden || !said.hidden;
    event.preventDefault();
    if (event.key !== "Escape" || isOpen) event.stopPropagation();
    KEYS[event.key]();
  });
  // What is typed here is a search, not a value: the form hears of it only when something was picked.
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    delete input.dataset.all;
    clearTimeout(timer);
    timer = setTimeout(() => search(), PAUSE);
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", () => { if (list.hidden) search(); });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose([...list.children].indexOf(item));
  });
  return { close };
};
