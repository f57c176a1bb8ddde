// The list of sections: moves and switches are saved at once. Without this file every button is a plain submit.
const builder = document.querySelector("[data-builder]");
const list = builder?.querySelector("[data-sections]");
const live = builder?.querySelector("[data-live]");
const token = document.querySelector("#builder-form [name=csrfmiddlewaretoken]")?.value;

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
  return response.json();
};

const refresh = () => {
  [...list.children].forEach((card, index, all) => {
    card.querySelector("[data-act=up]").disabled = index === 0;
    card.querySelector("[data-act=down]").disabled = index === all.length - 1;
  });
};

// Moves wait for one another, so that the server sees them in the order they were made.
let queue = Promise.resolve();
const moveTo = (card, before, focus) => {
  const back = card.nextElementSibling;
  if (before === card || before === back) return;
  list.insertBefore(card, before);
  refresh();
  focus?.focus();
  store(card, back);
};
const store = (card, back) => {
  const to = place(card);
  say(`${name(card)} is now section ${to + 1} of ${list.children.length}. Saving…`);
  queue = queue.then(() => send(card.dataset.move, { to })).then(
    () => say(`${name(card)} is now section ${to + 1} of ${list.children.length}. Saved.`),
    () => { list.insertBefore(card, back); refresh(); say(`Not saved: ${name(card)} is back in its place. Try again.`); },
  );
};
const step = (card, up, focus) => {
  const before = up ? card.previousElementSibling : card.nextElementSibling?.nextElementSibling;
  if (up ? before : card.nextElementSibling) moveTo(card, before ?? null, focus);
};

const toggle = async (button) => {
  const card = button.closest(".sec");
  const on = button.value === "1";
  try {
    await send(card.dataset.switch, { on: on ? "1" : "0" });
    button.value = on ? "0" : "1";
    button.setAttribute("aria-checked", String(on));
    card.classList.toggle("sec--off", !on);
    say(on ? `${name(card)} is shown. Saved.` : `${name(card)} is hidden from readers. Saved.`);
  } catch {
    say(`Not saved: ${name(card)} is as it was. Try again.`);
  }
};

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const card = button.closest(".sec");
  if (button.dataset.act === "delete") {
    if (!confirm(button.dataset.confirm)) event.preventDefault();
    return;
  }
  event.preventDefault();
  if (button.dataset.act === "switch") toggle(button);
  else step(card, button.dataset.act === "up", button);
});

list?.addEventListener("keydown", (event) => {
  const grip = event.target.closest(".grip");
  const arrow = /^Arrow(Up|Down)$/.exec(event.key);
  if (!arrow || !(grip || event.altKey)) return;
  event.preventDefault();
  step(event.target.closest(".sec"), arrow[1] === "Up", event.target);
});

// Listeners sit on the window: moving a node in the document would drop a pointer capture.
list?.addEventListener("pointerdown", (event) => {
  const card = event.target.closest(".grip")?.closest(".sec");
  if (!card || event.button) return;
  event.preventDefault();
  const back = card.nextElementSibling;
  card.classList.add("sec--lift");
  const drag = (move) => {
    const edge = 60;
    if (move.clientY < edge) scrollBy(0, -14);
    else if (move.clientY > innerHeight - edge) scrollBy(0, 14);
    const over = [...list.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== card && move.clientY > box.top && move.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    list.insertBefore(card, move.clientY < box.top + box.height / 2 ? over : over.nextElementSibling);
  };
  const drop = (end) => {
    removeEventListener("pointermove", drag);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", drop);
    card.classList.remove("sec--lift");
    if (end.type === "pointercancel") list.insertBefore(card, back);
    refresh();
    if (card.nextElementSibling !== back) store(card, back);
  };
  addEventListener("pointermove", drag);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
});

document.documentElement.classList.add("js");
