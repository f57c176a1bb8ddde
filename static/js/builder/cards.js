// The cards of the list: finding them, and bringing them to what the server says.
export const root = document.querySelector("[data-builder]");
export const list = root?.querySelector("[data-sections]");
export const canChange = Boolean(document.querySelector("#builder-form"));

export const all = () => [...list.querySelectorAll(":scope > .sec")];
export const cardOf = (uid) => list?.querySelector(`:scope > [data-uid="${CSS.escape(uid)}"]`);
export const around = (node) => node.closest?.(".sec");
export const uidOf = (card) => card.dataset.uid;
export const name = (card) => card.dataset.name;
export const place = (card) => all().indexOf(card) + 1;
export const formIn = (card) => card.querySelector("form[data-section]");
export const before = (card) => { const cards = all(); return cards[cards.indexOf(card) - 1]; };
export const after = (card) => { const cards = all(); return cards[cards.indexOf(card) + 1]; };
export const emit = (type, detail) => document.dispatchEvent(new CustomEvent(`builder:${type}`, { detail }));

// Moves a card without losing focus, scroll or what is typed, where the browser can; else the focus is given back.
export const put = (card, behind) => {
  const next = behind ? behind.nextSibling : list.firstChild;
  if (next === card) return;
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  if (list.moveBefore && card.isConnected) list.moveBefore(card, next);
  else list.insertBefore(card, next);
  if (focused && document.activeElement !== focused) focused.focus({ preventScroll: true });
};

const words = (element, count) => (count === 1 ? element.dataset.one : element.dataset.many.replace("{n}", count));

export const refresh = () => {
  const cards = all();
  cards.forEach((card, index) => {
    for (const [act, isEdge] of [["up", index === 0], ["down", index === cards.length - 1]]) {
      const button = card.querySelector(`[data-act=${act}]`);
      if (!button) continue;
      if (isEdge && document.activeElement === button) card.querySelector(`[data-act=${act === "up" ? "down" : "up"}]`).focus();
      button.disabled = isEdge;
    }
  });
  const hidden = list.querySelectorAll(":scope > .sec--off").length;
  const count = root.querySelector("[data-count]");
  count.textContent = words(count, cards.length) + (hidden ? `, ${count.dataset.hidden.replace("{n}", hidden)}` : "");
  root.querySelector("[data-none]").hidden = cards.length > 0;
  paintState();
};

// What readers see is behind what is stored: say so, unless nothing is published at all.
const badge = document.querySelector(".state[data-state]");
const opened = root?.dataset.revision;
const paintState = () => {
  if (!badge || badge.classList.contains("state--draft") || root.dataset.revision === opened) return;
  badge.classList.add("state--changed");
  badge.textContent = badge.dataset.state;
};

export const paintSwitch = (card, on) => {
  const button = card.querySelector("[data-act=switch]");
  card.classList.toggle("sec--off", !on);
  if (!button) return;
  button.value = on ? "0" : "1";
  button.setAttribute("aria-checked", String(on));
};

export const parse = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

// A card's line as the server prints it now; its form, if it is open, stays as it is.
const renew = (card, html) => {
  const fresh = parse(html);
  card.querySelector(".sec__name").replaceChildren(...fresh.querySelector(".sec__name").childNodes);
  paintSwitch(card, !fresh.classList.contains("sec--off"));
  card.dataset.revision = fresh.dataset.revision;
};

const arrive = (uid, html) => {
  const card = parse(html);
  card.classList.add("sec--new");
  window.htmx?.process(card);
  return card;
};

// Somebody else deleted a section that is being written here: the card stays until its text is safe, or is left.
const leave = (card) => {
  const form = formIn(card);
  if (form?.dataset.dirty || form?.contains(document.activeElement)) return;
  card.remove();
};

// `news`: {removed: [uid], placed: [[uid, behind]], on: {uid: shown}, cards: {uid: html}}
export const apply = ({ removed = [], placed = [], on = {}, cards = {} }) => {
  for (const uid of removed) if (cardOf(uid)) leave(cardOf(uid));
  for (const [uid, html] of Object.entries(cards)) if (cardOf(uid)) renew(cardOf(uid), html);
  for (const [uid, behind] of placed) {
    const card = cardOf(uid) ?? (cards[uid] && arrive(uid, cards[uid]));
    if (card) put(card, behind ? cardOf(behind) : null);
    if (card) card.dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
  }
  for (const [uid, shown] of Object.entries(on)) if (cardOf(uid)) paintSwitch(cardOf(uid), shown);
  refresh();
};
