// What is done to the list: at once on the screen where that is safe, then on the server, one after another.
import { all, after, apply, around, before, canChange, cardOf, emit, list, name, paintSwitch, place, put, refresh, root, uidOf } from "builder/cards";
import { gettext, ngettext } from "builder/language";
import { clock, post, say, saved } from "builder/server";
import { note, sync } from "builder/sync";

const url = (operation) => `${root.dataset.listUrl}${operation}/`;
const values = (cards, more = {}) => {
  const data = new URLSearchParams(more);
  cards.forEach((card) => data.append("uid", uidOf(card)));
  return data;
};

// Operations wait for one another, so that the server sees them in the order they were made.
let queue = Promise.resolve();
let waiting = 0;
export const isBusy = () => waiting > 0;
export const idle = () => queue;
const REASONS = { offline: gettext("no connection"), "signed-out": gettext("please sign in"), broken: gettext("the server had a problem") };

const failed = (failure, back) => {
  back?.();
  refresh();
  const why = REASONS[failure.kind] ?? failure.message;
  saved(gettext("Not saved: %(why)s", { why }), true);
  say(gettext("Not saved: %(why)s. The list is as it was before.", { why }));
  if (failure.status === 404) sync();
};

// `words`: what to announce instead of the server's words; `back`: how to undo what the screen already shows.
export const run = (operation, data, { words, back } = {}) => {
  waiting += 1;
  saved(gettext("Saving…"));
  queue = queue.then(() => post(url(operation), data)).then((news) => {
    if (news.placed) { apply(news); note(news); emit("changed", news); }
    saved(gettext("Saved %(time)s", { time: clock() }));
    say(words ? gettext("%(done)s. Saved.", { done: words() }) : news.say ?? "");
    offerUndo(Boolean(news.undo));
    if (news.clipboard) offerPaste(news.clipboard);
    return news;
  }).catch((failure) => { failed(failure, back); return null; }).finally(() => { waiting -= 1; });
  return queue;
};

const snapshot = () => { const order = all(); return () => order.forEach((card, index) => put(card, order[index - 1])); };
const told = (cards) => ngettext(
  "%(name)s is now section %(first)s of %(total)s",
  "%(count)s sections are now %(first)s to %(last)s of %(total)s",
  cards.length,
  { name: name(cards[0]), first: place(cards[0]), last: place(cards.at(-1)), total: all().length },
);

// Puts cards, in their order, behind another card (none: the top).
export const move = (cards, behind) => {
  const back = snapshot();
  const old = all().map(uidOf).join();
  cards.reduce((last, card) => { put(card, last); return card; }, behind);
  refresh();
  if (all().map(uidOf).join() === old) return;
  say(gettext("%(done)s. Saving…", { done: told(cards) }));
  run("move", values(cards, { after: behind ? uidOf(behind) : "" }), { words: () => told(cards), back });
};

export const step = (cards, up) => {
  const edge = up ? before(cards[0]) : after(cards.at(-1));
  if (edge) move(cards, up ? before(edge) : edge);
};

export const switchTo = (cards, on) => {
  const were = cards.map((card) => !card.classList.contains("sec--off"));
  cards.forEach((card) => paintSwitch(card, on));
  refresh();
  const who = { name: name(cards[0]) };
  const words = on
    ? () => ngettext("%(name)s is shown", "%(count)s sections are shown", cards.length, who)
    : () => ngettext("%(name)s is hidden from readers", "%(count)s sections are hidden from readers", cards.length, who);
  run("switch", values(cards, { on: on ? "1" : "0" }), {
    words,
    back: () => cards.forEach((card, index) => paintSwitch(card, were[index])),
  });
};

// What is being written in these cards is stored first, so that it is in the copy, or comes back with an undo.
const flushed = (cards) => Promise.all(cards.map((card) => new Promise((done) => {
  const form = card.querySelector("form[data-dirty]");
  if (!form) return done();
  return form.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, detail: { done } }));
})));

// What could not be stored of a card that goes stays in the browser, and is offered there.
const gone = (cards) => {
  for (const card of cards) card.remove();
  refresh();
};

export const remove = async (cards) => {
  await flushed(cards);
  const next = after(cards.at(-1)) ?? before(cards[0]);
  if (!await run("delete", values(cards))) return;
  gone(cards);
  (next?.querySelector(".sec__open") ?? document.querySelector("[data-add]"))?.focus({ preventScroll: true });
};

const show = (uids) => {
  const card = uids?.length && cardOf(uids[0]);
  if (!card) return;
  card.scrollIntoView({ block: "nearest" });
  card.querySelector(".sec__open").focus({ preventScroll: true });
};

export const duplicate = async (cards) => { await flushed(cards); show((await run("duplicate", values(cards)))?.uids); };
export const copy = async (cards) => { await flushed(cards); run("copy", values(cards)); };
export const cut = async (cards) => { await flushed(cards); if (await run("cut", values(cards))) gone(cards); };
export const paste = async (behind) => show((await run("paste", behind === undefined ? {} : { after: behind }))?.uids);
export const add = async (kind, behind) => {
  const news = await run("add", behind === undefined ? { kind } : { kind, after: behind });
  if (news?.uids) emit("show", { uid: news.uids[0], field: "" });
};

const undoButton = document.querySelector("[data-undo]");
const offerUndo = (isOn) => { if (undoButton) undoButton.hidden = !isOn; };
const offerPaste = (count) => {
  for (const button of root.querySelectorAll("[data-list=paste], [data-do=paste]")) button.hidden = false;
  const button = root.querySelector("[data-list=paste]");
  button.textContent = count === 1 ? button.dataset.one : button.dataset.many.replace("{n}", count);
};

const ACTS = {
  up: (card) => step([card], true),
  down: (card) => step([card], false),
  switch: (card, button) => switchTo([card], button.value === "1"),
  duplicate: (card) => duplicate([card]),
  delete: (card) => remove([card]),
};

const clicked = (event) => {
  const button = event.target.closest("[data-act], [data-list], [data-restore]");
  const act = ACTS[button?.dataset.act];
  if (act) act(around(button), button);
  else if (button?.dataset.list === "paste") paste();
  else if (button?.dataset.list) run(button.dataset.list, {});
  else if (button && "restore" in button.dataset) bringBack(button);
  else return;
  event.preventDefault();
};
const bringBack = async (button) => {
  const uid = new URL(button.formAction).pathname.split("/").at(-3);
  show((await run("restore", { uid }))?.uids);
};

// The grip is a button: arrow keys move the section, so dragging is never the only way. Elsewhere: Alt and an arrow.
const pressed = (event) => {
  const arrow = /^Arrow(Up|Down)$/.exec(event.key);
  const card = around(event.target);
  if (!arrow || !card || event.defaultPrevented || !(event.altKey || event.target.closest(".grip"))) return;
  event.preventDefault();
  step([card], arrow[1] === "Up");
};

if (list && canChange) {
  root.addEventListener("click", clicked);
  list.addEventListener("keydown", pressed);
  undoButton.addEventListener("click", () => run("undo", {}));
}
if (list) refresh();
