// Word's lists are paragraphs that only look like lists: the level stands in a style, the bullet in the text.
const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMBER = /^\W*(\d+|[a-z]|[ivxlcdm]+)\W*$/i;

const isItem = (element) => LEVEL.test(element?.dataset?.style ?? "");
const ignored = (element) => [...element.querySelectorAll("[data-style]")].filter(({ dataset }) => /mso-list:\s*ignore/i.test(dataset.style));

// The paragraph's level and kind of list; its bullet or number is taken out of the text.
const taken = (paragraph) => {
  const bullet = ignored(paragraph).map((element) => {
    element.remove();
    return element.textContent;
  }).join("").replace(/[\s\u00a0]+/g, "");
  const number = /^\W*o$/.test(bullet) ? null : NUMBER.exec(bullet)?.[1]; // Word's second bullet is the letter o
  return {
    level: Number(LEVEL.exec(paragraph.dataset.style)[1]),
    tag: number ? "ol" : "ul",
    start: /^\d+$/.test(number) ? Number(number) : 1,
  };
};

const begin = (document, { tag, start }) => {
  const list = document.createElement(tag);
  if (start !== 1) list.setAttribute("start", start);
  return list;
};

const place = (run, paragraph) => {
  const { ownerDocument } = paragraph;
  const about = taken(paragraph);
  while (run.length && (run.at(-1).level > about.level || (run.at(-1).level === about.level && run.at(-1).tag !== about.tag))) run.pop();
  if (run.at(-1)?.level !== about.level) {
    const list = begin(ownerDocument, about);
    const outer = run.at(-1)?.list.lastElementChild;
    if (outer) outer.append(list);
    else paragraph.before(list);
    run.push({ ...about, list });
  }
  const item = ownerDocument.createElement("li");
  run.at(-1).list.append(item);
  item.append(paragraph);
  delete paragraph.dataset.style;
};

export const wordLists = (root) => {
  root.querySelectorAll("[data-style*='mso-spacerun'], .Apple-converted-space").forEach((element) => {
    element.textContent = element.textContent.replace(/\u00a0/g, " ");
  });
  let run = [];
  let last = null;
  for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    if (!isItem(paragraph) || paragraph.matches("h1, h2, h3, h4, h5, h6")) continue;
    const before = paragraph.previousElementSibling;
    if (!last || before !== last.list) run = [];
    place(run, paragraph);
    last = run[0];
  }
};
