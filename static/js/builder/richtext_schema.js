// The editor's nodes and marks, built from the server's one schema: what may be stored can be edited, and an attribute
// that the schema does not know does not exist here (the package's extensions bring several).
import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, HardBreak, Heading, HorizontalRule, Italic, Link, ListItem,
  Mark, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, TextAlign,
  Underline, wrappingInputRule,
} from "django-prose-editor/editor";
import { addressFault } from "builder/richtext_links";
import { kept, picture } from "builder/richtext_nodes";

const Small = Mark.create({
  name: "small",
  parseHTML: () => [{ tag: "small" }],
  renderHTML: () => ["small", 0],
});

// The package's list has kinds of numbering that the schema does not know, and no "1. " while typing.
const Numbered = OrderedList.extend({
  addNodeView: () => null,
  addInputRules() {
    return [wrappingInputRule({
      find: /^(\d{1,6})\.\s$/,
      type: this.type,
      getAttributes: ([, start]) => ({ start: Number(start) }),
    })];
  },
});

const NODES = {
  doc: Document, paragraph: Paragraph, heading: Heading, bulletList: BulletList, orderedList: Numbered, listItem: ListItem,
  blockquote: Blockquote, codeBlock: CodeBlock, horizontalRule: HorizontalRule, table: Table, tableRow: TableRow,
  tableCell: TableCell, tableHeader: TableHeader, text: Text, hardBreak: HardBreak,
};
const MARKS = {
  link: Link, bold: Bold, italic: Italic, underline: Underline, strike: Strike, code: Code, subscript: Subscript,
  superscript: Superscript, small: Small,
};

// The alignment is no style attribute: the page's policy has none.
const aligned = (alignments) => ({
  parseHTML: ({ dataset }) => (alignments.includes(dataset.align) ? dataset.align : null),
  renderHTML: ({ textAlign }) => (textAlign ? { "data-align": textAlign } : {}),
});

const text = (name) => ({ parseHTML: (element) => element.getAttribute(name) });
const number = (name, { min, max }) => ({
  parseHTML: (element) => {
    const written = element.getAttribute(name);
    return /^\d{1,7}$/.test(written) ? Math.min(Math.max(Number(written), min), max) : null;
  },
});

const attribute = (schema, name, rule, known) => ({
  ...text(name),
  ...known,
  ...name === "textAlign" ? aligned(schema.alignments) : {},
  ...Number.isInteger(rule.default) ? number(name, rule) : {},
  default: rule.default,
});

const withAttributes = (schema, rules) => ({
  addAttributes() {
    const known = this.parent?.() ?? {};
    return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, attribute(schema, name, rule, known[name])]));
  },
});

// The package's lists know one another by a group of their own, which stays.
const groups = (base, group) => [...new Set([group, ...String(base.config.group ?? "").split(" ")])].join(" ").trim();

// The order of the schema is the editor's: it decides the order of marks, and which block an empty place becomes.
const fit = (schema) => ([name, base], rank) => {
  const kind = schema.nodes[base.config.stored ?? name];
  return base.extend({
    priority: 900 - rank,
    // A document without a block would have no place to type in.
    ...kind.content ? { content: name === "doc" ? kind.content.replace("*", "+") : kind.content } : {},
    ...kind.group && !base.config.stored ? { group: groups(base, kind.group) } : {},
    ...kind.unmarked ? { marks: "" } : {},
    ...kind.opaque ? {} : withAttributes(schema, kind.attrs ?? {}),
  });
};

// A mark shuts out nothing but itself.
const fitMark = (schema) => ([name, rules], rank) => {
  if (!MARKS[name] && Object.keys(rules).length) throw new Error(`no mark ${name}`);
  return (MARKS[name] ?? Mark.create({ name })).extend({ priority: 800 - rank, excludes: name, ...withAttributes(schema, rules) });
};

const nodes = (schema, { pictures, sprite }) => Object.entries(schema.nodes).flatMap(([name, kind]) => {
  if (kind.opaque) return [[name, kept(name, sprite)]];
  const block = schema.standalone[name];
  if (block) return [[name, kind.group], [block, "block"]].map(([own, group]) => [own, picture(own, name, group, pictures, sprite)]);
  if (!NODES[name]) throw new Error(`no node ${name}`);
  return [[name, NODES[name]]];
});

const alignment = (schema) => TextAlign
  .extend({ addGlobalAttributes: () => [], addKeyboardShortcuts: () => ({}) })
  .configure({
    types: Object.keys(schema.nodes).filter((name) => schema.nodes[name].attrs?.textAlign),
    alignments: schema.alignments,
  });

// Heading levels from lowest to highest number.
export const levels = (schema) => {
  const { min, max } = schema.nodes.heading.attrs.level;
  return Array.from({ length: max - min + 1 }, (_, at) => min + at);
};

const CONFIGURED = {
  heading: (extension, schema) => extension.configure({ levels: levels(schema) }),
  link: (extension, schema, { openLink }) => {
    const isAllowedUri = (address) => !addressFault(address ?? "", schema.links);
    return extension
      .extend({ addKeyboardShortcuts: () => ({ "Mod-k": () => { openLink(); return true; } }) })
      .configure({ autolink: false, openOnClick: false, defaultProtocol: "https", isAllowedUri, shouldAutoLink: isAllowedUri });
  },
};

export const extensions = (schema, context) => [
  ...nodes(schema, context).map(fit(schema)),
  ...Object.entries(schema.marks).map(fitMark(schema)),
  alignment(schema),
].map((extension) => CONFIGURED[extension.name]?.(extension, schema, context) ?? extension);
