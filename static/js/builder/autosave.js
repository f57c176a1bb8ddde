// Saves a card's form a moment after the last keystroke, and when a field or the card is left. Until the server has
// acknowledged it, the text is kept in this browser too.
import { apply, around, cardOf, emit, formIn, list, name, parse } from "builder/cards";
import { drop, entriesOf, keep } from "builder/copies";
import { gettext } from "builder/language";
import { open, shut } from "builder/opening";
import { clock, post, say, saved } from "builder/server";
import { signIn } from "builder/session";
import { note } from "builder/sync";

const PAUSE = 900; // milliseconds after the last keystroke
const AGAIN = [3000, 10000, 30000]; // after a failure that may pass
const REASONS = {
  offline: gettext("Not saved: no connection. Your text is kept in this browser"),
  "signed-out": gettext("Not saved: you are signed out. Your text is kept in this browser"),
  broken: gettext("Not saved: the server had a problem. Your text is kept in this browser"),
};
const states = new WeakMap(); // form → {timer, running, tries}
const stateOf = (form) => states.get(form) ?? states.set(form, { timer: 0, running: null, tries: 0 }).get(form);
const textOf = (form) => JSON.stringify(entriesOf(form).filter(([field]) => field !== "revision"));

// Whoever put off signing in again is not asked at every key: a button waits, and so does the text.
const signInButton = document.querySelector("[data-signin]");
const isOut = () => !signInButton.hidden;
const putOff = (isOn) => { signInButton.hidden = !isOn; };

const later = (form, delay) => {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
};

const touched = (form) => {
  form.dataset.dirty = "1";
  keep(form);
  if (!form.dataset.conflict) later(form, PAUSE);
};

const paintErrors = (form, errors) => {
  for (const place of form.querySelectorAll("[data-errors]")) place.replaceChildren();
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const { path, message } of errors) {
    const base = path.split(/[.[]/)[0];
    const find = (field) => form.querySelector(`[data-errors="${CSS.escape(field)}"]`);
    const place = find(path) ?? find(base) ?? form.querySelector("[data-errors]");
    const list = place.querySelector("ul") ?? place.appendChild(parse("<ul class=\"errorlist\"></ul>"));
    const item = document.createElement("li");
    item.textContent = message;
    list.append(item);
    place.closest("[data-field]")?.querySelector("input:not([type=hidden]), textarea, select")?.setAttribute("aria-invalid", "true");
  }
};

const focusFirstError = (form) => {
  const field = form.querySelector("[data-errors] li")?.closest("[data-field]")?.dataset.field;
  if (field !== undefined) emit("show", { uid: form.dataset.section, field });
};

const acknowledged = (form, text, news) => {
  const state = stateOf(form);
  state.tries = 0;
  form.elements.revision.value = news.section_revision;
  paintErrors(form, news.errors);
  apply({ cards: news.cards });
  note(news);
  const isWhole = news.state === "saved" && textOf(form) === text;
  if (isWhole) { delete form.dataset.dirty; drop(news.uid); } else keep(form);
  const [first] = news.errors;
  if (first && !around(form).classList.contains("sec--open")) open(around(form), { alone: false });
  if (first) saved(gettext("Not saved: %(why)s", { why: `${first.label ? `${first.label}: ` : ""}${first.message}` }), true);
  else saved(gettext("Saved %(time)s", { time: clock() }));
  emit("saved", { uid: news.uid, revision: news.section_revision });
};

// Both texts stand side by side above the form, which keeps what was typed; saving waits for the choice.
const conflict = (form, html) => {
  const panel = parse(`<div>${html}</div>`);
  form.dataset.conflict = "1";
  form.querySelector(".conflict")?.remove();
  form.elements.revision.value = panel.querySelector("[name=revision]").value;
  form.querySelector("[name=revision]").after(panel.querySelector(".conflict"));
  keep(form);
  const card = around(form);
  const isWriting = form.contains(document.activeElement);
  if (!card.classList.contains("sec--open")) open(card, { alone: false });
  if (!isWriting) form.querySelector(".conflict").focus();
  saved(gettext("Not saved: choose which text to keep in %(name)s", { name: name(card) }), true);
  say(gettext("Somebody else saved %(name)s: choose which text to keep.", { name: name(card) }));
};

const failed = (form, failure) => {
  const state = stateOf(form);
  if (failure.status === 409) { conflict(form, failure.data.html); return; }
  const why = REASONS[failure.kind] ?? gettext("Not saved: %(why)s. Your text is kept in this browser", { why: failure.message });
  saved(why, true);
  say(why);
  putOff(failure.kind === "signed-out");
  if (failure.kind === "offline" || failure.kind === "broken") {
    later(form, AGAIN[Math.min(state.tries, AGAIN.length - 1)]);
    state.tries += 1;
  }
};

const send = async (form, values) => {
  const text = textOf(form);
  form.dataset.saving = "1";
  saved(gettext("Saving…"));
  try {
    const news = await post(form.getAttribute("action"), values);
    acknowledged(form, text, news);
    return news;
  } catch (failure) {
    failed(form, failure);
    return null;
  } finally {
    delete form.dataset.saving;
  }
};

// One save of a form at a time; what was typed meanwhile follows. Resolves to the server's answer or null.
export const save = async (form) => {
  const state = stateOf(form);
  clearTimeout(state.timer);
  while (state.running) await state.running;
  if (!form.dataset.dirty || form.dataset.conflict || isOut()) return null;
  state.running = send(form, new FormData(form));
  const news = await state.running;
  state.running = null;
  if (news && form.dataset.dirty && news.state === "saved") later(form, PAUSE);
  return news;
};

// "Done", Enter or a choice between two texts: saved now; the first error gets the focus, else the card closes.
const submitted = async (event) => {
  const form = event.target;
  event.preventDefault();
  const card = around(form);
  const state = stateOf(form);
  clearTimeout(state.timer);
  while (state.running) await state.running;
  const wasConflict = form.dataset.conflict;
  const text = textOf(form);
  if (wasConflict || form.dataset.dirty) state.running = send(form, new FormData(form, event.submitter));
  const news = await (state.running ?? {});
  state.running = null;
  if (!news) return;
  const hasMore = textOf(form) !== text;
  if (wasConflict) settled(form, news, hasMore);
  if (news.errors?.length) focusFirstError(form);
  else if (hasMore) later(form, PAUSE);
  else if (!wasConflict) { shut(card); card.querySelector(".sec__open").focus(); }
};

// After a choice: the form shows what is stored now, unless somebody wrote on meanwhile.
const settled = (form, news, hasMore) => {
  delete form.dataset.conflict;
  form.querySelector(".conflict")?.remove();
  if (news.errors.length || hasMore) return;
  delete form.dataset.dirty;
  drop(form.dataset.section);
  emit("reload", { uid: form.dataset.section });
};

const flush = async (event) => {
  const form = event.target.closest("form[data-section]");
  await save(form);
  event.detail?.done?.();
};

const saveAll = () => list.querySelectorAll("form[data-dirty]").forEach((form) => save(form));
const ours = (event) => { const form = event.target.closest?.("form[data-section]"); return form && list?.contains(form) ? form : null; };

if (list) {
  for (const type of ["input", "change"]) list.addEventListener(type, (event) => { const form = ours(event); if (form && event.target.name !== undefined && !event.target.closest(".conflict")) touched(form); });
  list.addEventListener("focusout", (event) => { const form = ours(event); if (form?.dataset.dirty && !form.dataset.conflict) later(form, 50); });
  list.addEventListener("submit", submitted);
  list.addEventListener("builder:flush", flush);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !ours(event)) return;
    event.preventDefault();
    save(ours(event)).then((news) => { if (news?.errors.length) focusFirstError(ours(event)); });
  });
  // A copy that was put back meets another text: its own form comes from the server, with both.
  document.addEventListener("builder:conflict", async ({ detail }) => {
    const card = cardOf(detail.uid);
    if (!card) return;
    card.querySelector(".sec__body").innerHTML = detail.html;
    formIn(card).dataset.conflict = formIn(card).dataset.dirty = "1";
    keep(formIn(card));
    card.querySelector(".sec__body").dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
    await open(card, {});
    say(gettext("%(name)s: choose which text to keep.", { name: name(card) }));
  });
  signInButton.addEventListener("click", () => { signIn().catch(() => {}); });
  document.addEventListener("builder:signed-in", () => { putOff(false); saveAll(); });
  addEventListener("online", saveAll);
  addEventListener("beforeunload", (event) => { if (list.querySelector("form[data-dirty]")) event.preventDefault(); });
}
