// Selecting several cards, with boxes, Ctrl or Shift and a click, and what can be done to them together.
import { all, around, canChange, list, root, uidOf } from "builder/cards";
import { copy, cut, duplicate, remove, step, switchTo } from "builder/list";

const bar = root?.querySelector("[data-bulk]");
const box = (card) => card.querySelector("[data-select]");
let anchor = null;

export const picked = () => all().filter((card) => box(card)?.checked);

const paint = () => {
  const chosen = picked();
  for (const card of all()) card.classList.toggle("sec--picked", box(card).checked);
  bar.hidden = chosen.length === 0;
  list.classList.toggle("cards--picking", chosen.length > 0);
  const count = bar.querySelector("[data-picked]");
  count.textContent = chosen.length === 1 ? bar.dataset.one : bar.dataset.many.replace("{n}", chosen.length);
};

const pick = (card, isOn = true) => { box(card).checked = isOn; anchor = uidOf(card); };

const pickTo = (card) => {
  const cards = all();
  const from = cards.findIndex((each) => uidOf(each) === anchor);
  const [first, last] = [from < 0 ? 0 : from, cards.indexOf(card)].sort((a, b) => a - b);
  cards.slice(first, last + 1).forEach((each) => { box(each).checked = true; });
};

export const pickNone = () => { all().forEach((card) => { box(card).checked = false; }); paint(); };

const WAYS = {
  up: (cards) => step(cards, true),
  down: (cards) => step(cards, false),
  show: (cards) => switchTo(cards, true),
  hide: (cards) => switchTo(cards, false),
  duplicate, copy, cut,
  delete: remove,
};

// Ctrl or Shift and a click anywhere on a card's line selects it instead of opening it.
const clicked = (event) => {
  const card = around(event.target);
  if (!card || !event.target.closest(".sec__head")) return;
  const isBox = event.target.matches("[data-select]");
  if (!isBox && (event.target.closest(".sec__acts, .grip") || !(event.shiftKey || event.ctrlKey || event.metaKey))) return;
  if (event.shiftKey) pickTo(card);
  else pick(card, isBox ? event.target.checked : !box(card).checked);
  if (!isBox) { event.preventDefault(); event.stopPropagation(); }
  paint();
};

const act = async (event) => {
  const what = event.target.closest("[data-do]")?.dataset.do;
  if (!what) return;
  if (what === "none") { const [first] = picked(); pickNone(); box(first)?.focus(); return; }
  await WAYS[what](picked());
  paint();
};

if (list && canChange) {
  list.addEventListener("click", clicked, { capture: true });
  bar.addEventListener("click", act);
  document.addEventListener("builder:changed", paint);
  list.addEventListener("keydown", (event) => { if (event.key === "Escape" && picked().length && !event.defaultPrevented) pickNone(); });
}
