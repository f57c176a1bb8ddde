// The live preview beside the list. The page in the frame keeps itself up to date (pane_page.js); this decides when it
// is told, at which width it is shown, and what is said when it cannot be reached.
import { signIn } from "builder/session";

const KEY = "builder-preview-device";
const channel = new BroadcastChannel("builder-preview"); // for previews in tabs of their own

const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
const remember = (value) => { try { localStorage.setItem(KEY, value); } catch { /* not remembered, then */ } };

// Shows the frame at the device's true width, scaled to the room there is.
const startDevices = (pane, stage, frame) => {
  const radios = [...pane.querySelectorAll("[data-pane-device] input")];
  const fit = () => {
    const width = Number(radios.find((radio) => radio.checked).value);
    const style = getComputedStyle(stage);
    const room = stage.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    const scale = Math.min(1, room / width);
    if (!(scale > 0)) return;
    const height = (stage.clientHeight - parseFloat(style.paddingBlockEnd)) / scale;
    Object.assign(frame.style, { inlineSize: `${width}px`, blockSize: `${height}px`, scale: `${scale}` });
    frame.contentDocument?.documentElement?.style.setProperty("--preview-scale", scale);
  };
  const fitting = matchMedia("(width < 48rem)").matches ? radios.at(-1) : radios[0];
  (radios.find((radio) => radio.value === remembered()) ?? fitting).checked = true;
  radios.forEach((radio) => radio.addEventListener("change", () => { remember(radio.value); fit(); }));
  new ResizeObserver(fit).observe(stage);
  frame.addEventListener("load", fit);
  fit();
};

// Why the frame shows no preview; nothing if it could by now.
const reason = async (url) => {
  try {
    const response = await fetch(url, { method: "HEAD", redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect") return "out";
    return { 200: "", 403: "refused", 404: "gone" }[response.status] ?? "broken";
  } catch {
    return "offline";
  }
};

const start = (pane) => {
  const part = (name) => pane.querySelector(`[data-pane-${name}]`);
  const [frame, stage] = [part("frame"), part("stage")];
  const { url, insight } = pane.dataset;
  const shown = { now: false, loading: false, ready: false, stale: false, reveal: "", why: "" };

  const say = (state, why = "") => {
    shown.why = why;
    pane.dataset.pane = state;
    part("state").textContent = pane.dataset[state];
    part("why").textContent = why ? pane.dataset[why] : "";
    part("message").hidden = state !== "failed";
    part("retry").textContent = part("retry").dataset[why] ?? part("retry").dataset.again;
  };
  const tell = (message) => frame.contentWindow.postMessage({ insight, ...message }, location.origin);

  const load = () => {
    if (shown.loading) return;
    shown.loading = true;
    say("loading");
    if (frame.contentWindow && frame.src) frame.contentWindow.location.replace(url);
    else frame.src = url;
  };
  frame.addEventListener("load", async () => {
    if (!frame.src) return;
    shown.loading = false;
    shown.ready = Boolean(frame.contentDocument?.querySelector("main[data-shape]"));
    frame.hidden = !shown.ready;
    if (!shown.ready) return say("failed", await reason(url) || "broken");
    say("current");
    catchUp();
  });

  // A pane that nobody sees asks for nothing; when it is seen again it asks once for all that it missed.
  const seen = () => shown.now && pane.checkVisibility();
  const catchUp = () => {
    if (!seen()) return;
    if (!shown.ready) return load();
    if (shown.stale) tell({ type: "update" });
    if (shown.reveal) tell({ type: "reveal", uid: shown.reveal });
    Object.assign(shown, { stale: false, reveal: "" });
  };
  const look = (now) => {
    shown.now = now;
    catchUp();
  };
  // The list comes first: a long page and its preview would else be laid out at the same time.
  const watch = () => new IntersectionObserver((entries) => look(entries.at(-1).isIntersecting)).observe(stage);
  if (document.readyState === "complete") watch();
  else addEventListener("load", () => setTimeout(watch));
  document.addEventListener("builder:pane", () => look(true));

  const update = (uid) => {
    channel.postMessage({ insight, type: "update", uid });
    if (!seen() || !shown.ready) shown.stale = true;
    else tell({ type: "update", uid });
  };
  const retry = async () => {
    if (shown.why === "out") {
      const inside = await signIn().then(() => true, () => false); // put off: the message stays
      if (!inside) return;
    }
    if (shown.ready) tell({ type: "update" });
    else load();
  };
  document.addEventListener("builder:saved", (event) => update(event.detail?.uid));
  document.addEventListener("builder:changed", () => update());
  document.addEventListener("builder:opened", (event) => {
    shown.reveal = event.detail?.uid ?? "";
    if (shown.ready) catchUp();
  });
  for (const name of ["refresh", "retry"]) part(name).addEventListener("click", retry);

  const answers = {
    state: ({ state, why }) => say(state, why),
    show: ({ uid }) => document.dispatchEvent(new CustomEvent("builder:show", { detail: { uid } })),
    leave: () => part("refresh").focus(),
  };
  addEventListener("message", ({ data, origin, source }) => {
    if (source === frame.contentWindow && origin === location.origin && data?.insight === insight) answers[data.type]?.(data);
  });
  startDevices(pane, stage, frame);
};

export const enhance = (root) => {
  for (const pane of root.querySelectorAll("[data-pane]:not([data-pane-on])")) {
    pane.dataset.paneOn = "";
    start(pane);
  }
};
