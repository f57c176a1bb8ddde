// What is being written, kept in this browser until the server has it; offered back after a crash or a lost connection.
import { cardOf, emit, parse, root } from "builder/cards";
import { clock, Failure, post, saved } from "builder/server";
import { note } from "builder/sync";

const PREFIX = `builder:text:${root?.dataset.user}:${root?.dataset.insight}:`;
const UNSENT = ["csrfmiddlewaretoken"];

export const entriesOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !UNSENT.includes(name));

export const keep = (form) => {
  const copy = { at: Date.now(), url: form.getAttribute("action"), entries: entriesOf(form) };
  try { localStorage.setItem(PREFIX + form.dataset.section, JSON.stringify(copy)); } catch { /* full: the server still gets it */ }
};

export const drop = (uid) => localStorage.removeItem(PREFIX + uid);

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => {
  try { return { uid: key.slice(PREFIX.length), ...JSON.parse(localStorage.getItem(key)) }; } catch { return null; }
}).filter(Boolean);

// The copy is posted as the form would have been; if somebody saved meanwhile, both texts are shown.
const send = async (copy, line) => {
  try {
    const news = await post(copy.url, new URLSearchParams(copy.entries));
    drop(copy.uid);
    note(news);
    emit("reload", { uid: copy.uid });
    emit("saved", { uid: copy.uid, revision: news.section_revision });
    emit("show", { uid: copy.uid });
    saved(`Saved ${clock()}`);
    line.remove();
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.status !== 409) { saved(`Not saved: ${failure.message}`, true); return; }
    line.remove();
    emit("conflict", { uid: copy.uid, html: failure.data.html });
  }
};

const offer = (copy) => {
  const card = cardOf(copy.uid);
  const line = parse("<div class=\"recover__line\"><p></p><button class=\"btn btn--solid\" type=\"button\">Put it back</button><button class=\"btn\" type=\"button\">Throw it away</button></div>");
  const [put, away] = line.querySelectorAll("button");
  const when = new Date(copy.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  line.querySelector("p").textContent = `${card ? card.dataset.name : "A deleted section"}: text of ${when} was not saved. It is kept in this browser.`;
  put.addEventListener("click", () => send(copy, line));
  away.addEventListener("click", () => { drop(copy.uid); line.remove(); });
  return line;
};

const box = root?.querySelector("[data-recover]");
if (box) {
  const lines = kept().map(offer);
  box.replaceChildren(...lines);
  box.hidden = lines.length === 0;
  new MutationObserver(() => { box.hidden = !box.firstElementChild; }).observe(box, { childList: true });
}
