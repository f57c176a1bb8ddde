// What the toolbar offers. A tool: name, label, icon, run(chain, editor); and, where they matter, active, enabled,
// keys. A menu has `items` instead of `run`. `chain` has the focus back in the text; the toolbar runs it.
import { levels } from "builder/richtext_schema";

const mark = (name, label, keys, run) => ({
  name,
  label,
  keys,
  icon: name,
  run: run ?? ((chain) => chain.toggleMark(name)),
  active: (editor) => editor.isActive(name),
  enabled: (editor) => editor.can().toggleMark(name),
});

// What is lowered cannot be raised too.
const shifted = (name, other, label) => mark(name, label, "", (chain) => chain.unsetMark(other).toggleMark(name));

const command = (name, label, icon, more = {}) => ({
  name,
  label,
  icon,
  run: (chain) => chain[name](),
  enabled: (editor) => editor.can()[name](),
  ...more,
});

const isProse = (editor) => !editor.isActive("codeBlock");

const styles = (schema) => ({
  name: "style",
  label: "Paragraph style",
  shows: (editor) => {
    if (editor.isActive("heading")) return `Heading ${editor.getAttributes("heading").level}`;
    return editor.isActive("codeBlock") ? "Code block" : "Paragraph";
  },
  items: [
    { name: "paragraph", label: "Paragraph", kind: "radio", run: (chain) => chain.setParagraph(), active: (editor) => editor.isActive("paragraph") },
    ...levels(schema).map((level) => ({
      name: `heading${level}`,
      label: `Heading ${level}`,
      kind: "radio",
      run: (chain) => chain.setHeading({ level }),
      enabled: (editor) => editor.can().setHeading({ level }),
      active: (editor) => editor.isActive("heading", { level }),
    })),
    {
      name: "codeBlock",
      label: "Code block",
      kind: "radio",
      run: (chain) => chain.setCodeBlock(),
      enabled: (editor) => editor.can().setCodeBlock(),
      active: (editor) => editor.isActive("codeBlock"),
    },
  ],
});

const SIDES = { left: "Left", center: "Centre", right: "Right", justify: "Justified" };

const alignments = (schema) => schema.alignments.filter((side) => SIDES[side]).map((side, at) => ({
  first: at === 0,
  name: `align-${side}`,
  label: SIDES[side],
  icon: `align-${side}`,
  kind: "check",
  run: (chain, editor) => (editor.isActive({ textAlign: side }) ? chain.unsetTextAlign() : chain.setTextAlign(side)),
  active: (editor) => editor.isActive({ textAlign: side }),
  enabled: (editor) => editor.isActive("paragraph") || editor.isActive("heading"),
}));

// Links stay: they are words' meaning more than their look.
const cleared = (chain, { schema }) => Object.keys(schema.marks)
  .filter((name) => name !== "link")
  .reduce((found, name) => found.unsetMark(name), chain)
  .clearNodes()
  .unsetTextAlign();

const format = (schema) => ({
  name: "format",
  label: "Format",
  icon: "format",
  items: [
    { ...mark("underline", "Underline", "Ctrl+U"), kind: "check" },
    { ...mark("strike", "Strikethrough", "Ctrl+Shift+S"), kind: "check" },
    { ...mark("code", "Code", "Ctrl+E"), kind: "check" },
    { ...shifted("subscript", "superscript", "Subscript"), kind: "check" },
    { ...shifted("superscript", "subscript", "Superscript"), kind: "check" },
    { ...mark("small", "Small print"), kind: "check" },
    ...alignments(schema),
    { first: true, name: "clear", label: "Clear formatting", icon: "clear", run: cleared },
  ],
});

const insert = (ask) => ({
  name: "insert",
  label: "Insert",
  icon: "plus",
  items: [
    { name: "image", label: "Picture…", icon: "figure", open: ask.picture },
    {
      name: "insertTable",
      label: "Table",
      icon: "table",
      run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
      enabled: (editor) => !editor.isActive("table") && isProse(editor),
    },
    command("setHorizontalRule", "Dividing line", "minus"),
    command("toggleBlockquote", "Quote", "quote", { kind: "check", active: (editor) => editor.isActive("blockquote") }),
  ],
});

const table = {
  name: "table",
  label: "Table",
  icon: "table",
  shown: (editor) => editor.isActive("table"),
  items: [
    command("addRowBefore", "Add a row above"), command("addRowAfter", "Add a row below"),
    command("addColumnBefore", "Add a column before"), command("addColumnAfter", "Add a column after"),
    command("toggleHeaderRow", "First row as headings", "", { first: true }),
    command("mergeCells", "Merge cells", "", { first: true }), command("splitCell", "Split cell"),
    command("deleteRow", "Delete the row", "", { first: true }), command("deleteColumn", "Delete the column"),
    command("deleteTable", "Delete the table"),
  ],
};

export const tools = (schema, ask) => [
  styles(schema),
  mark("bold", "Bold", "Ctrl+B"),
  mark("italic", "Italic", "Ctrl+I"),
  {
    name: "link",
    label: "Link…",
    icon: "link",
    keys: "Ctrl+K",
    open: ask.link,
    active: (editor) => editor.isActive("link"),
    enabled: isProse,
  },
  command("toggleBulletList", "Bullet list", "bullets", { enabled: isProse, active: (editor) => editor.isActive("bulletList") }),
  command("toggleOrderedList", "Numbered list", "ordered", { enabled: isProse, active: (editor) => editor.isActive("orderedList") }),
  format(schema),
  insert(ask),
  table,
  command("undo", "Undo", "undo", { keys: "Ctrl+Z" }),
  command("redo", "Redo", "redo", { keys: "Ctrl+Shift+Z" }),
];
