// Putting the children of a list in order: by a grip (mouse, pen, finger), by arrow keys on the grip, by Alt and an arrow
// anywhere in a child. Only neighbours are moved in the document, never the child itself: it keeps focus, caret and editors.
const EDGE = 70; // pixels from the end of what scrolls where a drag scrolls it

const siblings = (list) => [...list.children].filter((child) => !child.hidden && !("gone" in child.dataset));

const scroller = (element) => {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (/(auto|scroll)/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
  }
  return document.scrollingElement;
};

// One step up or down; false at the end of the list. Children that are gone from view are passed over.
export const step = (item, up) => {
  const list = item.parentElement;
  const all = siblings(list);
  const other = all[all.indexOf(item) + (up ? -1 : 1)];
  if (!other) return false;
  for (let moved = false; !moved;) {
    const next = up ? item.previousElementSibling : item.nextElementSibling;
    moved = next === other;
    if (up) item.after(next);
    else item.before(next);
  }
  return true;
};

const put = (item, place) => {
  for (let at = siblings(item.parentElement).indexOf(item); at !== place; at += at < place ? 1 : -1) {
    if (!step(item, at > place)) return;
  }
};

const drag = (list, item, start, moved) => {
  const from = siblings(list).indexOf(item);
  const box = scroller(list);
  const stop = new AbortController();
  let y = start.clientY;
  const follow = () => {
    const over = siblings(list).find((other) => {
      const { top, bottom } = other.getBoundingClientRect();
      return other !== item && y > top && y < bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    const all = siblings(list);
    const below = all.indexOf(over) > all.indexOf(item);
    // A taller neighbour is passed only past its middle, else the two would change places for ever.
    if (below ? y > top + height / 2 : y < top + height / 2) put(item, all.indexOf(over));
  };
  const frame = () => {
    if (stop.signal.aborted) return;
    const view = box === document.scrollingElement ? { top: 0, bottom: innerHeight } : box.getBoundingClientRect();
    const by = y < view.top + EDGE ? -9 : y > view.bottom - EDGE ? 9 : 0;
    if (by) {
      box.scrollBy(0, by);
      follow();
    }
    requestAnimationFrame(frame);
  };
  const end = (dropped) => {
    stop.abort();
    item.classList.remove("is-lifted");
    if (!dropped) put(item, from);
    else if (siblings(list).indexOf(item) !== from) moved(item);
  };
  const options = { signal: stop.signal };
  item.classList.add("is-lifted");
  addEventListener("pointermove", (event) => { y = event.clientY; follow(); }, options);
  addEventListener("pointerup", () => end(true), options);
  addEventListener("pointercancel", () => end(false), options);
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); }, options);
  requestAnimationFrame(frame);
};

// `moved(item)` is called once a child has come to another place. Events end here: a card around the list has grips too.
export const sortable = (list, moved) => {
  const itemOf = (target) => [...list.children].find((child) => child.contains(target));
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[data-grip]") && itemOf(event.target);
    if (!item || event.button || !event.isPrimary || list.closest(":disabled")) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    drag(list, item, event, moved);
  });
  list.addEventListener("keydown", (event) => {
    const arrow = /^Arrow(Up|Down)$/.exec(event.key);
    if (!arrow || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const item = itemOf(event.target);
    if (!item || !event.altKey || list.closest(":disabled")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step(item, arrow[1] === "Up")) {
      event.target.scrollIntoView?.({ block: "nearest" });
      moved(item);
    }
  });
};
