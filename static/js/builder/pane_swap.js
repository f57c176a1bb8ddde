// Makes a shown page like another one and touches only what differs: nodes that are equal stay the very same nodes,
// so that nothing flashes, no picture loads again and an opened answer stays open.
const ANCHORS = "main article > header, main article > .lede, main section[data-kind]";
const PATIENCE = 2000; // milliseconds that a page waits for the stylesheet of a kind it did not have before

const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const mine = (element, name) => element.localName === "details" && name === "open"; // opened by the person

const copyAttributes = (old, wanted) => {
  for (const { name } of [...old.attributes]) if (!wanted.hasAttribute(name) && !mine(old, name)) old.removeAttribute(name);
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value && !mine(old, name)) old.setAttribute(name, value);
  }
};

const named = (root) => new Map([...root.querySelectorAll("[id]")].map((element) => [element.id, element]));
const alike = (one, other) => one?.nodeName === other.nodeName && !one.id && !other.id;

// `known`: elements of the old page by id, wherever they stand or stood in it.
const morph = (old, wanted, known) => {
  if (old.isEqualNode(wanted)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = wanted.nodeValue;
    return;
  }
  copyAttributes(old, wanted);
  let place = old.firstChild;
  for (const next of [...wanted.childNodes]) {
    const namesake = next.id && known.get(next.id);
    const found = namesake?.nodeName === next.nodeName ? namesake : alike(place, next) ? place : document.importNode(next, false);
    if (found === place) place = place.nextSibling;
    else old.insertBefore(found, place);
    morph(found, next, known);
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
};

// What stands at the top of the window stays there, whatever grows or shrinks above it.
const inPlace = (change) => {
  const shown = [...document.querySelectorAll(ANCHORS)]
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.bottom > 0);
  change();
  const kept = scrollY > 0 && shown.find(([element]) => element.isConnected);
  if (kept) scrollBy({ top: kept[0].getBoundingClientRect().top - kept[1].top, behavior: "instant" });
  dispatchEvent(new Event("scroll")); // the contents list marks where the reader is
};

const loaded = (link) => new Promise((done) => {
  link.addEventListener("load", done);
  link.addEventListener("error", done);
  setTimeout(done, PATIENCE);
});

const addStyles = async (wanted) => {
  const present = new Set([...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")));
  const missing = [...wanted.querySelectorAll("link[rel=stylesheet]")].filter((link) => !present.has(link.getAttribute("href")));
  const links = missing.map((link) => document.adoptNode(link));
  const all = links.map(loaded);
  document.head.append(...links);
  await Promise.all(all);
};

// At another width the same part of the same section stays at the top.
export const keepPlace = () => {
  let kept = null;
  const look = () => {
    const top = [...document.querySelectorAll(ANCHORS)].find((element) => element.getBoundingClientRect().bottom > 0);
    const box = top?.getBoundingClientRect();
    kept = box?.height && scrollY > 0 ? { element: top, part: box.top / box.height } : null;
  };
  let width = innerWidth;
  addEventListener("scroll", () => { if (innerWidth === width) look(); }, { passive: true });
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    if (!kept?.element.isConnected) return;
    const box = kept.element.getBoundingClientRect();
    scrollBy({ top: box.top - kept.part * box.height, behavior: "instant" });
  });
};

export const shape = () => document.querySelector("main").dataset.shape;

// The answer for one section; false when more than this section has changed, so that the whole page is needed.
export const swapSection = ({ html, opening, shape: wanted }) => {
  const next = parse(html).body.firstElementChild;
  const old = next && document.getElementById(next.id);
  if (wanted !== shape() || Boolean(next) !== Boolean(old)) return false;
  const parts = opening ? [...parse(opening).body.children] : [];
  const pairs = parts.map((part) => [document.querySelector(`main article > .${part.matches("header") ? "hero" : "lede"}`), part]);
  inPlace(() => {
    for (const [shown, part] of [...pairs, ...(next ? [[old, next]] : [])]) morph(shown, part, named(shown));
  });
  return true;
};

// A whole page, as text; false when it is not a preview.
export const swapPage = async (html) => {
  const wanted = parse(html);
  const next = wanted.querySelector("main[data-shape]");
  if (!next) return false;
  await addStyles(wanted);
  document.title = wanted.title;
  const old = document.querySelector("main");
  inPlace(() => morph(old, next, named(old)));
  return true;
};
