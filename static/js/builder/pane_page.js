// Runs inside a previewed page, in the builder's pane or in a tab of its own: keeps it up to date without loading it
// again. In the pane it is told by its parent; in a tab by the channel that every builder of this site speaks on.
import { startPointing } from "builder/pane_point";
import { keepPlace, swapPage, swapSection } from "builder/pane_swap";

const PAUSE = 60; // milliseconds in which several changes become one update
const FEW = 3; // more changed sections than this are fetched as one page
const framed = parent !== window;
const { insight } = document.querySelector("main[data-insight]").dataset;

const tell = (message) => framed && parent.postMessage({ insight, ...message }, location.origin);
const pointing = framed ? startPointing(tell) : null;
document.documentElement.classList.add(framed ? "is-framed" : "is-alone");

const note = document.querySelector("[data-note-state]");
const state = (name, why = "") => {
  note.textContent = note.dataset[name];
  note.parentElement.dataset.note = name;
  tell({ type: "state", state: name, why });
};

const why = (response) => {
  if (response.type === "opaqueredirect") return "out";
  if (response.status === 404) return "gone";
  return response.status === 403 ? "refused" : "broken";
};

const ask = async (url) => {
  const response = await fetch(url, { redirect: "manual", cache: "no-store" }).catch(() => { throw new Error("offline"); });
  if (!response.ok) throw new Error(why(response));
  return response;
};

const fetchPage = async () => {
  if (!await swapPage(await (await ask(location.pathname)).text())) throw new Error("broken");
};

// A section that is gone, or whose change moved something else: the whole page tells more.
const fetchSection = async (uid) => {
  try {
    return swapSection(await (await ask(`${location.pathname}section/${uid}/`)).json());
  } catch (error) {
    if (error.message === "gone") return false;
    throw error;
  }
};

const changed = new Set();
let whole = false;
let running = false;
let timer;

const step = async () => {
  if (!whole && changed.size <= FEW) {
    const [uid] = changed;
    changed.delete(uid);
    if (!await fetchSection(uid)) whole = true;
    return;
  }
  whole = false;
  changed.clear();
  await fetchPage();
};

// One request at a time. What could not be fetched is asked for again with the next change, or when somebody says so.
const update = async () => {
  if (running || document.hidden || !(whole || changed.size)) return;
  running = true;
  state("updating");
  try {
    while (whole || changed.size) await step();
    state("current");
  } catch (error) {
    whole = true;
    state("failed", error.message);
  }
  running = false;
  pointing?.redraw();
};

const receive = (message) => {
  if (message?.insight !== insight) return;
  if (message.type === "reveal") pointing?.reveal(message.uid);
  if (message.type !== "update") return;
  if (message.uid) changed.add(message.uid);
  else whole = true;
  clearTimeout(timer);
  timer = setTimeout(update, PAUSE);
};

if (framed) {
  keepPlace();
  addEventListener("message", (event) => {
    if (event.source === parent && event.origin === location.origin) receive(event.data);
  });
} else {
  new BroadcastChannel("builder-preview").addEventListener("message", (event) => receive(event.data));
}
document.addEventListener("visibilitychange", update);
addEventListener("online", update);
