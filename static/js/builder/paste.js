// What Word, Google Docs and web pages put on the clipboard, as plain structure: headings, lists, tables, links and the
// few styles that mean something. Nothing of looks, classes, ids; no picture of another site; no address we would refuse.
import { ngettext } from "builder/language";
import { wordLists } from "builder/paste_word";
import { addressFault } from "builder/richtext_links";

const TAG = /<(?:"[^"]*"|'[^']*'|[^'">])*>/g;

// The page's policy refuses styles and handlers even in a document that nobody sees, and says so on the console. So these
// attributes are renamed before anything is parsed.
const quiet = (html) => html
  .replace(/<!--[\s\S]*?-->/g, "")
  .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
  .replace(TAG, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)\s*=/gi, "$1 data-$2="));

const all = (root, selector) => [...root.querySelectorAll(selector)];
const unwrap = (element) => element.replaceWith(...element.childNodes);

const styleOf = (element) => Object.fromEntries((element.dataset.style ?? "").split(";")
  .map((rule) => rule.split(/:([\s\S]*)/).map((part) => part.trim().toLowerCase())));

// Styles that are marks: each with what it becomes.
const MEANINGS = [
  ["strong", (style) => /^(bold|bolder|[6-9]00)$/.test(style["font-weight"])],
  ["em", (style) => /^(italic|oblique)/.test(style["font-style"])],
  ["s", (style) => /line-through/.test(style["text-decoration"] ?? style["text-decoration-line"])],
  ["u", (style, element) => /underline/.test(style["text-decoration"] ?? style["text-decoration-line"]) && !element.closest("a") && !element.querySelector("a")],
  ["sub", (style) => style["vertical-align"] === "sub"],
  ["sup", (style) => style["vertical-align"] === "super"],
];
const PLAIN = { B: "font-weight", STRONG: "font-weight", I: "font-style", EM: "font-style" };

const styled = (element) => {
  const style = styleOf(element);
  const isHeading = element.closest("h1, h2, h3, h4, h5, h6");
  if (/^(normal|400)$/.test(style[PLAIN[element.tagName]])) return unwrap(element);
  for (const [tag, means] of MEANINGS) {
    if (!means(style, element) || (isHeading && tag === "strong") || !element.textContent.trim()) continue;
    if (!element.matches("span, font, a, b, i, u, s, strong, em, ins, del")) continue;
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
};

const redirected = (href) => {
  const url = URL.canParse(href) ? new URL(href) : null;
  const isRedirect = url && /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url";
  return (isRedirect && (url.searchParams.get("q") ?? url.searchParams.get("url"))) || href;
};

// Links to places inside the other document lead nowhere here.
const links = (root, schema) => {
  let refused = 0;
  for (const link of all(root, "a")) {
    const href = redirected(link.getAttribute("href") ?? "");
    const isInside = /^#(_|bookmark|heading|h\.|cmnt|ftnt)/i.test(href);
    if (href && !isInside && !addressFault(href, schema.links)) {
      link.setAttribute("href", href);
      continue;
    }
    refused += Boolean(href) && !isInside && !/^(file|about):/.test(href);
    unwrap(link);
  }
  return refused;
};

// A picture can be named only by its path: one of ours stays, of any other its description does.
const images = (root, pictures) => {
  const paths = new Map([...pictures].map(([path, url]) => [url, path]));
  let left = 0;
  for (const image of all(root, "img:not([data-src]), picture, svg, video, object")) {
    const src = image.getAttribute("src") ?? "";
    const own = paths.get(src) ?? paths.get(src.replace(location.origin, ""));
    if (own) image.dataset.src = own;
    else if (image.matches("picture")) unwrap(image);
    else {
      left += 1;
      const alt = image.getAttribute("alt") ?? "";
      image.replaceWith(alt.slice(0, 1000));
    }
  }
  return left;
};

// A list directly inside a list, as Google Docs nests them, belongs to the item before it.
const nested = (root) => {
  for (const list of all(root, ":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling;
    if (item?.matches("li")) item.append(list);
    else unwrap(list);
  }
};

const isEmpty = (element) => !element.textContent.replace(/[\s\u00a0]/g, "") && !element.querySelector("img, hr, table, [data-set]");

const KEPT = {
  a: ["href", "title", "target", "rel"], img: ["data-src", "data-url", "alt", "title"], figure: ["data-src", "data-url", "alt", "title"],
  ol: ["start"], td: ["colspan", "rowspan", "colwidth"], th: ["colspan", "rowspan", "colwidth"], div: ["data-set"],
};
const bare = (element, isOwn) => {
  const kept = ["data-pm-slice", ...isOwn ? ["data-align"] : [], ...KEPT[element.localName] ?? []];
  for (const { name, value } of [...element.attributes]) {
    const isLanguage = element.matches("code") && name === "class" && value.startsWith("language-");
    if (!kept.includes(name) && !isLanguage) element.removeAttribute(name);
  }
  if (!isOwn && element.matches("a")) ["target", "rel"].forEach((name) => element.removeAttribute(name));
};

const renamed = (element, tag) => {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
};

// From another program: its own marks of structure become HTML's.
const foreign = (root) => {
  all(root, "meta, link, colgroup, br.Apple-interchange-newline, input, button").forEach((element) => element.remove());
  wordLists(root);
  all(root, "[id^=docs-internal-guid]").forEach((element) => { if (element.matches("b, span")) unwrap(element); });
  all(root, "[data-style]").reverse().forEach(styled);
  all(root, "*").filter(({ localName }) => localName.includes(":") || /^(span|font|center|o)$/.test(localName)).reverse().forEach(unwrap);
  all(root, "h1").forEach((heading) => renamed(heading, "h2"));
  nested(root);
  all(root, "p, h2, h3, h4, h5, h6, li, strong, em, u, s, a").reverse().filter(isEmpty).forEach((element) => {
    if (!element.parentElement.matches("td, th")) element.remove();
  });
  [...root.children].filter((element) => element.matches("br")).forEach((element) => element.remove());
};

// `schema` is the server's, `pictures` maps paths to addresses. `notes` tell what had to go.
export const clean = (html, schema, pictures) => {
  const root = new DOMParser().parseFromString(quiet(html), "text/html").body;
  const isOwn = Boolean(root.querySelector("[data-pm-slice]"));
  if (!isOwn) foreign(root);
  const [refused, left] = [links(root, schema), images(root, pictures)];
  all(root, "*").forEach((element) => bare(element, isOwn));
  return {
    html: root.innerHTML,
    notes: [
      left && ngettext("A picture was left out. Add it by Insert, Picture.", "%(count)s pictures were left out. Add them by Insert, Picture.", left),
      refused && ngettext("A link with an unusable address was taken out; its words are kept.", "%(count)s links with unusable addresses were taken out; their words are kept.", refused),
    ].filter(Boolean),
  };
};
