// What is being written, kept in this browser until the server has it; offered back after a crash or a lost connection.
import { apply, cardOf, emit, formIn, parse, root } from "builder/cards";
import { gettext } from "builder/language";
import { clock, post, saved } from "builder/server";
import { note } from "builder/sync";

// Every page load has copies of its own: what another tab, or the page before a crash, has kept is not overwritten.
const PAGE = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
const PREFIX = `builder:text:${root?.dataset.user}:${root?.dataset.insight}:`;
const UNSENT = /^(csrfmiddlewaretoken$|keep-)/;
const keyOf = (uid) => `${PREFIX}${uid}:${PAGE}`;

export const entriesOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !UNSENT.test(name));

// A text that waits for a choice between two is to ask again: no section has the revision 0.
export const keep = (form) => {
  const entries = entriesOf(form).map(([name, value]) => (name === "revision" && form.dataset.conflict ? [name, "0"] : [name, value]));
  const copy = { at: Date.now(), url: form.getAttribute("action"), entries };
  try { localStorage.setItem(keyOf(form.dataset.section), JSON.stringify(copy)); } catch { /* full: the server still gets it */ }
};

export const drop = (uid) => localStorage.removeItem(keyOf(uid));

const read = (key) => {
  try { return { key, uid: key.slice(PREFIX.length).split(":")[0], ...JSON.parse(localStorage.getItem(key)) }; } catch { return null; }
};
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(read).filter(Boolean);

const flushed = (uid) => new Promise((done) => {
  const form = cardOf(uid) && formIn(cardOf(uid));
  if (!form?.dataset.dirty) { done(); return; }
  form.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, detail: { done } }));
});

const bringBack = async (uid) => {
  const news = await post(`${root.dataset.listUrl}restore/`, { uid });
  apply(news);
  note(news);
};

// The copy is posted as the form would have been; if somebody saved meanwhile, both texts are shown.
const send = async (copy) => {
  await flushed(copy.uid);
  try {
    if (!cardOf(copy.uid)) await bringBack(copy.uid);
    const news = await post(copy.url, new URLSearchParams(copy.entries));
    note(news);
    emit("reload", { uid: copy.uid });
    emit("saved", { uid: copy.uid, revision: news.section_revision });
    emit("show", { uid: copy.uid });
    saved(gettext("Saved %(time)s", { time: clock() }));
    return news.state === "saved";
  } catch (failure) {
    if (failure.status === 409 && cardOf(copy.uid)) { emit("conflict", { uid: copy.uid, html: failure.data.html }); return true; }
    saved(gettext("Not saved: %(why)s", { why: failure.message }), true);
    return false;
  }
};

const offer = (copy) => {
  const card = cardOf(copy.uid);
  const line = parse("<div class=\"recover__line\"><p></p><button class=\"btn btn--solid\" type=\"button\"></button><button class=\"btn\" type=\"button\"></button></div>");
  const [put, away] = line.querySelectorAll("button");
  put.textContent = gettext("Put it back");
  away.textContent = gettext("Throw it away");
  const when = new Date(copy.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const end = () => { localStorage.removeItem(copy.key); line.remove(); };
  const name = card?.dataset.name ?? gettext("A deleted section");
  line.querySelector("p").textContent = gettext("%(name)s: text of %(when)s was not saved. It is kept in this browser.", { name, when });
  put.addEventListener("click", async () => { if (await send(copy)) end(); });
  away.addEventListener("click", end);
  return line;
};

const box = root?.querySelector("[data-recover]");
if (box) {
  const lines = kept().map(offer);
  box.replaceChildren(...lines);
  box.hidden = lines.length === 0;
  new MutationObserver(() => { box.hidden = !box.firstElementChild; }).observe(box, { childList: true });
}
