// Pointing at sections of a previewed page inside the builder: hover and focus outline one, a click opens its card,
// and the builder shows where one stands. Links do not lead away here.
const PARTS = "main article > :is(header, .lede)[data-from], main section[data-kind]";
const AIR = 10; // pixels on the screen between a section and its outline
const LABEL = 34; // pixels on the screen that its label needs above it
const FOUND = 1600; // milliseconds for which a shown section stays marked

const mark = document.querySelector("[data-mark]");
const label = mark.querySelector("[data-mark-label]");
const part = (event) => event.target.closest?.(PARTS);

// The section's id; none for what closes every page by itself.
const uidOf = (element) => {
  if (element.dataset.from) return element.dataset.from;
  return element.closest("article") ? element.dataset.uid ?? element.id : "";
};

const nameOf = (element) => {
  if (element.dataset.from) return mark.dataset.opening;
  const name = mark.querySelector(`[data-name="${element.dataset.kind}"]`)?.textContent ?? "";
  return uidOf(element) ? name : `${name}, ${mark.dataset.closing}`;
};

const find = (uid) => {
  const named = [...document.querySelectorAll(`main article section[data-kind]`)].find((element) => uidOf(element) === uid);
  return named ?? document.querySelector(`main article > [data-from="${CSS.escape(uid)}"]`);
};

const scale = () => Number(document.documentElement.style.getPropertyValue("--preview-scale")) || 1;

let marked = null;
const draw = (element) => {
  marked = element;
  mark.hidden = !element?.isConnected;
  if (mark.hidden) return;
  const box = element.getBoundingClientRect();
  const air = element.dataset.from ? 0 : Math.min(AIR / scale(), Math.max(box.left, 0)); // none if as wide as the page
  label.textContent = nameOf(element);
  mark.classList.toggle("preview-mark--idle", !uidOf(element));
  Object.assign(mark.style, {
    top: `${box.top + scrollY - air}px`,
    left: `${box.left + scrollX - air}px`,
    width: `${box.width + 2 * air}px`,
    height: `${box.height + 2 * air}px`,
  });
};

// Where a link leads inside this page, if it does.
const target = (link) => {
  const { hash, pathname, search } = new URL(link.href, location.href);
  const inside = hash.length > 1 && pathname === location.pathname && search === location.search;
  return inside ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
};

// Only this window scrolls: scrollIntoView would move the builder round the frame as well.
const scrollToPart = (element, part = 0) => {
  const box = element.getBoundingClientRect();
  const room = Math.max(LABEL / scale(), (innerHeight - box.height) * part);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: box.top + scrollY - room, behavior: calm ? "instant" : "smooth" });
};

const click = (event, tell) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("a[href]");
  const inside = link && target(link);
  if (link) event.preventDefault();
  if (inside) scrollToPart(inside);
  const uid = !inside && part(event) && uidOf(part(event));
  if (uid && getSelection().isCollapsed) tell({ type: "show", uid });
};

let timer;
const reveal = (uid) => {
  const element = find(uid);
  if (!element) return;
  const { top } = element.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.6) scrollToPart(element, 0.4);
  draw(element);
  mark.classList.add("preview-mark--found");
  clearTimeout(timer);
  timer = setTimeout(() => {
    mark.classList.remove("preview-mark--found");
    if (marked === element && !element.matches(":hover, :focus-within")) draw(null);
  }, FOUND);
};

export const startPointing = (tell) => {
  document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") draw(part(event)); });
  document.documentElement.addEventListener("pointerleave", () => draw(null));
  document.addEventListener("focusin", (event) => draw(part(event)));
  document.addEventListener("focusout", () => draw(null));
  document.addEventListener("click", (event) => click(event, tell));
  document.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tell({ type: "leave" }); });
  addEventListener("resize", () => draw(marked));
  return { reveal, redraw: () => draw(marked) };
};
