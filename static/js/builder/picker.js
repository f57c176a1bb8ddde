// The picker of kinds: searched by typing, chosen by arrow keys and Enter, a click or a tap.
import { canChange, root } from "builder/cards";
import { add } from "builder/list";

const dialog = root?.querySelector("#picker");
const search = dialog?.querySelector("[type=search]");
const options = dialog ? [...dialog.querySelectorAll("[role=option]")] : [];
let behind;
let opener = null;

const shown = () => options.filter((option) => !option.hidden);
const chosen = () => options.find((option) => option.getAttribute("aria-selected") === "true" && !option.hidden);

const select = (option) => {
  for (const each of options) each.setAttribute("aria-selected", String(each === option));
  if (!option) return search.removeAttribute("aria-activedescendant");
  search.setAttribute("aria-activedescendant", option.id);
  return option.scrollIntoView({ block: "nearest" });
};

const filter = () => {
  const words = search.value.trim().toLowerCase().split(/\s+/);
  for (const option of options) option.hidden = !words.every((word) => option.dataset.words.includes(word));
  for (const group of dialog.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
  dialog.querySelector("[data-nothing]").hidden = shown().length > 0;
  select(shown()[0]);
};

// The option one row further up or down stands nearest below or above; left and right are the neighbours.
const beside = (key) => {
  const here = chosen();
  const list = shown();
  const index = list.indexOf(here);
  if (key === "Home" || key === "End") return list.at(key === "Home" ? 0 : -1);
  if (key === "ArrowLeft" || key === "ArrowRight") return list[index + (key === "ArrowRight" ? 1 : -1)];
  const box = here.getBoundingClientRect();
  const isDown = key === "ArrowDown";
  const beyond = list.filter((each) => { const { top } = each.getBoundingClientRect(); return isDown ? top > box.top + 4 : top < box.top - 4; });
  const far = (each) => { const { left, top } = each.getBoundingClientRect(); return Math.abs(top - box.top) * 4 + Math.abs(left - box.left); };
  return beyond.sort((a, b) => far(a) - far(b))[0];
};

const take = (option) => {
  if (!option) return;
  opener = null; // the new card gets the focus
  dialog.close();
  add(option.dataset.kind, behind);
};

// A search box would take the first Escape for itself, to clear its text.
const pressed = (event) => {
  if (event.key === "Escape") { event.preventDefault(); dialog.close(); return; }
  if (event.key === "Enter") { event.preventDefault(); take(chosen()); return; }
  const isSideways = /^Arrow(Left|Right)$|^Home$|^End$/.test(event.key) && search.value;
  if (!/^(Arrow|Home$|End$)/.test(event.key) || isSideways || !chosen()) return;
  event.preventDefault();
  select(beside(event.key) ?? chosen());
};

// Samples are pages of their own: fetched when the picker opens for the first time, one after another as they come in view.
const loadSamples = () => {
  for (const frame of dialog.querySelectorAll("iframe[data-src]")) {
    frame.loading = "lazy";
    frame.src = frame.dataset.src;
    delete frame.dataset.src;
  }
};

// Opens for the place behind a section: "" is the top, undefined the end.
export const choose = (uid, button = null) => {
  [behind, opener] = [uid, button];
  search.value = "";
  filter();
  dialog.showModal();
  search.focus();
  loadSamples();
};

if (dialog && canChange) {
  search.addEventListener("input", filter);
  dialog.addEventListener("keydown", pressed);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    take(event.target.closest("[role=option]"));
  });
  dialog.addEventListener("close", () => opener?.focus({ preventScroll: true }));
  root.querySelector("[data-add]").addEventListener("click", (event) => choose(undefined, event.currentTarget));
}
