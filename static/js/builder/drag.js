// Dragging cards by their grip, with mouse, pen or finger: a line shows where they will stand, the page scrolls along.
import { all, around, before, canChange, list, name } from "builder/cards";
import { gettext } from "builder/language";
import { move } from "builder/list";
import { picked } from "builder/picking";
import { say } from "builder/server";

const EDGE = 120; // pixels from the window's edge where the page starts to scroll; the bar covers the upper ones
const SHAKE = 4; // pixels that a press may tremble without being a drag
const SPEED = 18; // pixels a frame, at the very edge

const line = document.createElement("li");
line.className = "drop";
line.setAttribute("aria-hidden", "true");

const speed = (y) => {
  const depth = y < EDGE ? y - EDGE : Math.max(0, y - (innerHeight - EDGE));
  return (Math.max(-EDGE, Math.min(EDGE, depth)) / EDGE) * SPEED;
};

// Keeps scrolling while the pointer rests near an edge, and looks anew where the line belongs.
const scroller = (look) => {
  let y = innerHeight / 2;
  let frame = requestAnimationFrame(function tick() {
    const by = speed(y);
    if (by) { scrollBy(0, by); look(y); }
    frame = requestAnimationFrame(tick);
  });
  return { at: (now) => { y = now; }, stop: () => cancelAnimationFrame(frame) };
};

const start = (event) => {
  const card = event.target.closest(".grip") && around(event.target);
  if (!card || event.button || !event.isPrimary) return;
  event.preventDefault();
  const grip = event.target.closest(".grip");
  grip.focus({ preventScroll: true });
  grip.setPointerCapture(event.pointerId); // else the preview's frame would swallow what happens over it
  const lifted = picked().includes(card) ? picked() : [card];
  const rest = all().filter((other) => !lifted.includes(other));
  const stop = new AbortController();
  const look = (y) => {
    const next = rest.find((other) => { const box = other.getBoundingClientRect(); return y < box.top + box.height / 2; });
    const place = next ?? null;
    if (line.nextSibling !== place || !line.isConnected) list.insertBefore(line, place);
  };
  const scrolling = scroller(look);
  let isHeld = false;
  const drag = ({ clientY }) => {
    isHeld ||= Math.abs(clientY - event.clientY) > SHAKE;
    if (!isHeld) return;
    list.classList.add("cards--dragging");
    lifted.forEach((each) => each.classList.add("sec--lift"));
    scrolling.at(clientY);
    look(clientY);
  };
  const drop = (isDropped) => {
    stop.abort();
    scrolling.stop();
    list.classList.remove("cards--dragging");
    lifted.forEach((each) => each.classList.remove("sec--lift"));
    const next = rest.find((other) => line.nextSibling === other);
    const wasDragged = line.isConnected;
    line.remove();
    if (isDropped && wasDragged) move(lifted, next ? above(next, lifted) : rest.at(-1));
    else if (wasDragged) say(gettext("%(name)s stays where it was.", { name: name(card) }));
  };
  const options = { signal: stop.signal };
  addEventListener("pointermove", drag, options);
  addEventListener("pointerup", () => drop(true), options);
  addEventListener("pointercancel", () => drop(false), options);
  addEventListener("keydown", (key) => { if (key.key === "Escape") { key.preventDefault(); drop(false); } }, options);
};

// The nearest card above that is not being dragged itself; none at the top.
const above = (card, lifted) => {
  let found = before(card);
  while (found && lifted.includes(found)) found = before(found);
  return found;
};

if (list && canChange) list.addEventListener("pointerdown", start);
