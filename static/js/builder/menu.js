// The menu of a card: one for all of them, placed beside the button that opened it.
import { after, all, around, before, canChange, cardOf, emit, root, uidOf } from "builder/cards";
import { copy, cut, move, paste } from "builder/list";
import { choose } from "builder/picker";

const menu = root?.querySelector("#card-menu");
let opener = null;

const items = () => [...menu.querySelectorAll("[role=menuitem]:not([hidden])")];

const WAYS = {
  top: (card) => move([card], null),
  bottom: (card) => move([card], all().at(-1) === card ? before(card) : all().at(-1)),
  above: (card) => choose(before(card) ? uidOf(before(card)) : "", opener),
  below: (card) => choose(uidOf(card), opener),
  times: (card) => location.assign(`${card.querySelector(".sec__open").href}times/`),
  copy: (card) => copy([card]),
  cut: (card) => cut([card]),
  paste: (card) => paste(uidOf(card)),
  comment: (card) => emit("comment", { uid: uidOf(card) }),
};

const place = (button) => {
  const edge = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const fits = edge.bottom + height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(edge.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${fits ? edge.bottom + 4 : Math.max(8, edge.top - height - 4)}px`;
};

const open = (button) => {
  opener = button;
  menu.showPopover();
  place(button);
  button.setAttribute("aria-expanded", "true");
  const card = around(button);
  menu.querySelector("[data-do=top]").disabled = !before(card);
  menu.querySelector("[data-do=bottom]").disabled = !after(card);
  items().find((item) => !item.disabled).focus();
};

const pressed = (event) => {
  const enabled = items().filter((item) => !item.disabled);
  const index = enabled.indexOf(document.activeElement);
  const to = { ArrowDown: index + 1, ArrowUp: index - 1 + enabled.length, Home: 0, End: enabled.length - 1 }[event.key];
  if (event.key === "Tab") { menu.hidePopover(); return; }
  if (to === undefined) return;
  event.preventDefault();
  enabled[to % enabled.length].focus();
};

if (menu && canChange) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act=menu]");
    if (button) open(button);
    const insert = event.target.closest("[data-act=insert]");
    const above = insert && before(around(insert));
    if (insert) choose(above ? uidOf(above) : "", insert);
  });
  menu.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    const card = cardOf(uidOf(around(opener)));
    if (!what) return;
    menu.hidePopover();
    WAYS[what](card);
  });
  menu.addEventListener("keydown", pressed);
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    opener?.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement) || document.activeElement === document.body) opener?.focus({ preventScroll: true });
  });
}
