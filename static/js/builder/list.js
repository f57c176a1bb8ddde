// The list of sections: moves and switches are saved at once. Without this file every button is a plain submit.
const list = document.querySelector("[data-sections]");
const live = document.querySelector("[data-live]");
const state = document.querySelector("[data-state]");
const token = document.querySelector("#builder-form [name=csrfmiddlewaretoken]")?.value;
const EDGE = 110; // pixels from the window's edge where a drag scrolls; the bar covers the upper ones

const name = (card) => card.querySelector("b").textContent;
const place = (card) => [...list.children].indexOf(card);
const say = (text) => { live.textContent = text; };

const send = async (url, values) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
    body: new URLSearchParams(values),
    redirect: "error",
  });
  if (!response.ok) throw new Error(response.statusText);
  if (state.classList.contains("state--draft")) return;
  state.classList.add("state--changed");
  state.textContent = state.dataset.state;
};

// Changes wait for one another, so that the server sees them in the order they were made; the last one reports.
let queue = Promise.resolve();
let waiting = 0;
let failed = false;
const save = (card, url, values, done, undo) => {
  waiting += 1;
  queue = queue.then(() => send(url, values)).catch(() => {
    failed = true;
    undo();
    say(`Not saved: ${name(card)} is as it was before. Try again.`);
  }).finally(() => {
    waiting -= 1;
    if (waiting) return;
    if (!failed) say(`${done}. Saved.`);
    failed = false;
  });
};
// The details have a form of their own: leaving it by another button asks first.
const details = document.querySelector("#insight_form");
const typed = () => (details ? new URLSearchParams(new FormData(details)).toString() : "");
const opened = typed();
let sent = false;
details?.addEventListener("submit", () => { sent = true; });
addEventListener("beforeunload", (event) => { if (waiting || (!sent && typed() !== opened)) event.preventDefault(); });

// A moved node loses the focus, and so does a button that gets disabled: keep it on the card.
const put = (card, before) => {
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  list.insertBefore(card, before);
  [...list.children].forEach((each, index, all) => {
    each.querySelector("[data-act=up]").disabled = index === 0;
    each.querySelector("[data-act=down]").disabled = index === all.length - 1;
  });
  (focused?.disabled ? card.querySelector("[data-act]:not(:disabled)") : focused)?.focus();
};
const stored = (card, back) => {
  const done = `${name(card)} is now section ${place(card) + 1} of ${list.children.length}`;
  say(`${done}. Saving…`);
  save(card, card.dataset.move, { to: place(card) }, done, () => put(card, back));
};
const step = (card, up) => {
  const back = card.nextElementSibling;
  if (up ? card.previousElementSibling : back) {
    put(card, up ? card.previousElementSibling : back.nextElementSibling);
    stored(card, back);
  }
};

const paint = (button, on) => {
  button.value = on ? "0" : "1";
  button.setAttribute("aria-checked", String(on));
  button.closest(".sec").classList.toggle("sec--off", !on);
};
const toggle = (button) => {
  const card = button.closest(".sec");
  const on = button.value === "1";
  paint(button, on);
  const done = on ? `${name(card)} is shown` : `${name(card)} is hidden from readers`;
  save(card, card.dataset.switch, { on: Number(on) }, done, () => paint(button, !on));
};

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act=up], [data-act=down], [data-act=switch]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.act === "switch") toggle(button);
  else step(button.closest(".sec"), button.dataset.act === "up");
});

// The grip is a button: arrow keys move the section, so dragging is never the only way. Elsewhere: Alt and an arrow.
list?.addEventListener("keydown", (event) => {
  const arrow = /^Arrow(Up|Down)$/.exec(event.key);
  const card = event.target.closest(".sec");
  if (!arrow || !card?.dataset.move || !(event.altKey || event.target.closest(".grip"))) return;
  event.preventDefault();
  step(card, arrow[1] === "Up");
});

// Listeners sit on the window: moving a node in the document would drop a pointer capture.
list?.addEventListener("pointerdown", (event) => {
  const card = event.target.closest(".grip")?.closest(".sec");
  if (!card || event.button || !event.isPrimary) return;
  event.preventDefault();
  const back = card.nextElementSibling;
  const stop = new AbortController();
  card.classList.add("sec--lift");
  const drag = ({ clientY }) => {
    if (clientY < EDGE) scrollBy(0, -14);
    else if (clientY > innerHeight - EDGE) scrollBy(0, 14);
    const over = [...list.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== card && clientY > box.top && clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    put(card, clientY < box.top + box.height / 2 ? over : over.nextElementSibling);
  };
  const drop = (dropped) => {
    stop.abort();
    card.classList.remove("sec--lift");
    if (!dropped) put(card, back);
    else if (card.nextElementSibling !== back) stored(card, back);
  };
  const options = { signal: stop.signal };
  addEventListener("pointermove", drag, options);
  addEventListener("pointerup", () => drop(true), options);
  addEventListener("pointercancel", () => drop(false), options);
  addEventListener("keydown", ({ key }) => { if (key === "Escape") drop(false); }, options);
});

