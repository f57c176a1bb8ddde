// Cards go to another column by dragging their grip, or with the arrow keys on it. Each move presses the card's own
// form and shows the board that comes back, so that what is seen is always what is stored.
const SHAKE = 4; // pixels that a press may tremble without being a drag
const EDGE = 60; // pixels from the board's edge where it scrolls along
const STEP = 14; // pixels a move

document.documentElement.classList.add("js");
const board = () => document.getElementById("board");
const columns = () => [...board().querySelectorAll(".column")];
const says = document.querySelector("[data-board-says]");
const say = (words) => { says.textContent = words; };

const move = async (card, state) => {
  const form = card.querySelector("form");
  const body = new FormData(form);
  body.set("state", state);
  board().classList.add("board--busy");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), card.id);
  } catch {
    board().classList.remove("board--busy");
    say(board().dataset.failed);
  }
};

// Whoever is signed out meanwhile, or may not do this any more, gets what the server says about it.
const show = (page, id) => {
  const fresh = page.getElementById("board");
  if (!fresh) { location.reload(); return; }
  const { scrollLeft } = board();
  board().replaceWith(document.adoptNode(fresh));
  board().scrollLeft = scrollLeft;
  const told = page.querySelector(".messagelist");
  say(told ? told.textContent.trim() : "");
  document.querySelector(".messagelist")?.remove();
  if (told) document.getElementById("content-start").querySelector("#content").before(document.adoptNode(told));
  stay(document.getElementById(id));
};

// Whoever works by keys goes on from the card; from the board, if the card is not on it any more.
const stay = (card) => {
  const [grip, menu] = [card?.querySelector(".grip"), card?.querySelector("summary")];
  (grip?.checkVisibility() ? grip : menu ?? board()).focus();
};

const beside = (card, by) => {
  const all = columns();
  return all[all.indexOf(card.closest(".column")) + by];
};

addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".card__grip")?.closest(".card");
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!card || !by) return;
  event.preventDefault();
  const next = beside(card, document.dir === "rtl" ? -by : by);
  if (next) move(card, next.dataset.state);
  else say(board().dataset.unchanged);
});

addEventListener("submit", (event) => {
  const card = event.target.closest(".card");
  if (!card || !event.submitter?.value) return;
  event.preventDefault();
  move(card, event.submitter.value);
});

const under = (x, y) => document.elementFromPoint(x, y)?.closest(".column") ?? null;

const mark = (column) => columns().forEach((each) => each.classList.toggle("column--over", each === column));

const scroll = (x) => {
  const box = board().getBoundingClientRect();
  if (x < box.left + EDGE) board().scrollBy(-STEP, 0);
  else if (x > box.right - EDGE) board().scrollBy(STEP, 0);
};

addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.(".card__grip");
  if (!grip || event.button || !event.isPrimary) return;
  event.preventDefault();
  grip.focus({ preventScroll: true });
  const card = grip.closest(".card");
  const home = card.closest(".column");
  const stop = new AbortController();
  let isHeld = false;
  const drag = ({ clientX, clientY }) => {
    isHeld ||= Math.hypot(clientX - event.clientX, clientY - event.clientY) > SHAKE;
    if (!isHeld) return;
    card.classList.add("card--lift");
    card.style.translate = `${clientX - event.clientX}px ${clientY - event.clientY}px`;
    scroll(clientX);
    mark(under(clientX, clientY));
  };
  const drop = (column) => {
    stop.abort();
    mark(null);
    card.classList.remove("card--lift");
    card.style.translate = "";
    if (column && column !== home) move(card, column.dataset.state);
    else if (isHeld) say(board().dataset.unchanged);
  };
  const options = { signal: stop.signal };
  addEventListener("pointermove", drag, options);
  addEventListener("pointerup", (up) => drop(isHeld ? under(up.clientX, up.clientY) : null), options);
  addEventListener("pointercancel", () => drop(null), options);
  addEventListener("keydown", (key) => { if (key.key === "Escape") drop(null); }, options);
});
