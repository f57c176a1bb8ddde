// Opening and closing cards: a card's form is fetched when it is first opened; the one that is open is remembered.
import { all, around, cardOf, emit, formIn, list, root, uidOf } from "builder/cards";
import { gettext } from "builder/language";
import { ready } from "builder/later";
import { say } from "builder/server";
import { signIn } from "builder/session";

const KEY = `builder:open:${root?.dataset.insight}`;
const body = (card) => card.querySelector(".sec__body");
const link = (card) => card.querySelector(".sec__open");
const isOpen = (card) => card.classList.contains("sec--open");

const fetchForm = async (card) => {
  const into = body(card);
  let status = 0;
  const stop = new AbortController();
  const note = (event) => { status = event.detail.xhr?.status ?? 0; };
  // Whoever began to write while the form was on its way keeps what is being written.
  const spare = (event) => { if (formIn(card)?.dataset.dirty) event.detail.shouldSwap = false; };
  into.addEventListener("htmx:responseError", note, { signal: stop.signal });
  into.addEventListener("htmx:sendError", note, { signal: stop.signal });
  into.addEventListener("htmx:beforeSwap", spare, { signal: stop.signal });
  into.setAttribute("aria-busy", "true");
  const form = window.htmx.ajax("GET", link(card).href, { target: into, swap: "innerHTML" });
  await Promise.allSettled([form, ready()]);
  into.removeAttribute("aria-busy");
  stop.abort();
  return into.firstElementChild ? 200 : status;
};

export const load = async (card) => {
  let status = await fetchForm(card);
  if (status === 401 && await signIn().then(() => true, () => false)) status = await fetchForm(card);
  if (status !== 200) {
    say(gettext("The form could not be loaded. Try again."));
    return false;
  }
  const form = formIn(card);
  const done = form?.querySelector("[data-done]");
  if (done) done.textContent = done.dataset.done;
  body(card).dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
  return true;
};

const paint = (card, open) => {
  card.classList.toggle("sec--open", open);
  body(card).hidden = !open;
  link(card).setAttribute("aria-expanded", String(open));
};

const remember = () => {
  const open = all().filter(isOpen).map(uidOf);
  if (open.length) localStorage.setItem(KEY, JSON.stringify(open.slice(0, 5)));
  else localStorage.removeItem(KEY);
};

export const shut = (card) => {
  if (!isOpen(card)) return;
  formIn(card)?.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, detail: {} }));
  paint(card, false);
  remember();
};

const focusField = (card, field) => {
  const form = formIn(card);
  const exact = field && form?.querySelector(`[data-field="${CSS.escape(field)}"]`);
  const near = field && form?.querySelector(`[data-field="${CSS.escape(field.split(/[.[]/)[0])}"]`);
  const place = exact || near || form;
  const controls = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";
  const control = [...(place?.querySelectorAll(controls) ?? [])].find((each) => each.offsetParent && !each.disabled && each.tabIndex >= 0 && !each.closest("[role=toolbar]"));
  (control ?? link(card)).focus({ preventScroll: true });
  (field ? place ?? card : card).scrollIntoView({ block: field ? "center" : "nearest" });
};

// Opens a card alone, or beside the others; with `field` (a path, "" for the first) that field gets the focus.
export const open = async (card, { field, alone = true } = {}) => {
  if (alone) all().filter((other) => other !== card && !formIn(other)?.dataset.conflict).forEach(shut);
  const isNew = !isOpen(card);
  paint(card, true);
  remember();
  if (!body(card).firstElementChild && !await load(card)) { paint(card, false); remember(); return; }
  if (field !== undefined) focusField(card, field);
  if (isNew) emit("opened", { uid: uidOf(card) });
};

// "Expand all": forms are fetched as they come into view.
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    if (isOpen(target) && !body(target).firstElementChild) load(target);
  }
}, { rootMargin: "200px" });
const openAll = () => all().forEach((card) => { paint(card, true); watcher.observe(card); });
const shutAll = () => { all().forEach(shut); remember(); };

const clicked = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const button = event.target.closest("[data-act=open], [data-act=shut], [data-all], [data-show]");
  const card = button && around(button);
  if (button?.dataset.all) (button.dataset.all === "open" ? openAll : shutAll)();
  else if (button?.dataset.show !== undefined) emit("show", { uid: button.dataset.show, field: button.dataset.showField });
  else if (button?.dataset.act === "shut" && card) { shut(card); link(card).focus(); }
  else if (button && card) isOpen(card) ? shut(card) : open(card);
  else return;
  event.preventDefault();
};

const adopt = (cards) => cards.forEach((card) => {
  link(card).setAttribute("role", "button");
  link(card).setAttribute("aria-expanded", String(isOpen(card)));
  link(card).setAttribute("aria-controls", body(card).id);
});

const remembered = () => {
  const wanted = /^#section-(.+)$/.exec(location.hash)?.[1];
  try { return wanted ? [wanted] : JSON.parse(localStorage.getItem(KEY) ?? "[]"); } catch { return []; }
};

if (list) {
  adopt(all());
  root.addEventListener("click", clicked);
  list.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches(".sec__open")) { event.preventDefault(); event.target.click(); }
  });
  document.addEventListener("builder:arrived", (event) => { if (event.target.matches?.(".sec")) adopt([event.target]); });
  document.addEventListener("builder:show", ({ detail }) => { const card = cardOf(detail.uid); if (card) open(card, { field: detail.field ?? "" }); });
  document.addEventListener("builder:reload", ({ detail }) => {
    const card = cardOf(detail.uid);
    if (card && isOpen(card)) load(card);
    else if (card) body(card).replaceChildren();
  });
  addEventListener("load", () => remembered().map(cardOf).filter(Boolean).forEach((card) => open(card, { alone: false })));
}
