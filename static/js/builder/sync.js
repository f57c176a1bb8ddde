// What others do meanwhile: noticed within seconds, taken over without touching what is being written here.
import { all, apply, around, cardOf, emit, formIn, list, refresh, root, uidOf } from "builder/cards";
import { get, post } from "builder/server";
import { token } from "builder/session";

const EVERY = 4000; // milliseconds
let known = Number(root?.dataset.revision ?? 0);
let syncing = null;

// `from` tells what an operation of ours was based on: if that is not what we knew, somebody else was faster.
export const note = ({ from, revision }) => {
  const missed = from !== undefined && from !== known;
  known = Math.max(known, revision);
  root.dataset.revision = known;
  refresh();
  if (missed) sync();
};

const shown = () => all().map((card) => [uidOf(card), Number(card.dataset.revision), !card.classList.contains("sec--off")]);

// Forms that nobody is writing in show what somebody else stored; the others keep their text, and their next save asks.
const renewForms = (changed) => {
  for (const [uid, revision] of Object.entries(changed)) {
    const form = formIn(cardOf(uid));
    if (form && !form.dataset.dirty && Number(form.elements.revision.value) !== revision) emit("reload", { uid });
  }
};

export const sync = () => {
  syncing ??= post(`${root.dataset.listUrl}sync/`, { known: JSON.stringify(shown()) }).then((news) => {
    apply(news);
    renewForms(news.changed);
    known = news.revision;
    root.dataset.revision = known;
    emit("changed", news);
    for (const uid of Object.keys(news.changed)) emit("saved", { uid, revision: news.changed[uid] });
  }).catch(() => {}).finally(() => { syncing = null; });
  return syncing;
};

const openUid = () => {
  const card = around(document.activeElement) ?? list.querySelector(":scope > .sec--open");
  return card && card.classList.contains("sec--open") ? uidOf(card) : "";
};

const people = document.querySelector("[data-people]");
const paintPeople = (others) => {
  const names = [...new Set(others.map((other) => other.name))];
  people.hidden = names.length === 0;
  const text = names.length ? people.dataset.also.replace("{names}", names.join(", ")) : "";
  if (people.textContent !== text) people.textContent = text;
  for (const card of all()) {
    const here = others.filter((other) => other.uid === uidOf(card)).map((other) => other.name);
    const flag = card.querySelector("[data-here]");
    flag.hidden = here.length === 0;
    flag.textContent = here.join(", ");
  }
};

const look = async () => {
  if (document.hidden) return;
  const news = await get(`${root.dataset.listUrl}news/?uid=${openUid()}`, { quiet: true }).catch(() => null);
  if (!news) return;
  if (document.querySelector("[data-signin]:not([hidden])")) emit("signed-in");
  paintPeople(news.people);
  if (news.revision > known && !document.querySelector("[data-saving]")) await sync();
};

const goodbye = () => navigator.sendBeacon?.(`${root.dataset.listUrl}leave/`, new URLSearchParams({ csrfmiddlewaretoken: token() }));

if (list) {
  setInterval(look, EVERY);
  look();
  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  addEventListener("pagehide", goodbye);
}
