// What the toolbar offers. A tool: name, label, icon, run(chain, editor); and, where they matter, active, enabled,
// keys. A menu has `items` instead of `run`. `chain` has the focus back in the text; the toolbar runs it.
import { gettext } from "builder/language";
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
  label: gettext("Paragraph style"),
  shows: (editor) => {
    if (editor.isActive("heading")) return gettext("Heading %(level)s", { level: editor.getAttributes("heading").level });
    return editor.isActive("codeBlock") ? gettext("Code block") : gettext("Paragraph");
  },
  items: [
    { name: "paragraph", label: gettext("Paragraph"), kind: "radio", run: (chain) => chain.setParagraph(), active: (editor) => editor.isActive("paragraph") },
    ...levels(schema).map((level) => ({
      name: `heading${level}`,
      label: gettext("Heading %(level)s", { level }),
      kind: "radio",
      run: (chain) => chain.setHeading({ level }),
      enabled: (editor) => editor.can().setHeading({ level }),
      active: (editor) => editor.isActive("heading", { level }),
    })),
    {
      name: "codeBlock",
      label: gettext("Code block"),
      kind: "radio",
      run: (chain) => chain.setCodeBlock(),
      enabled: (editor) => editor.can().setCodeBlock(),
      active: (editor) => editor.isActive("codeBlock"),
    },
  ],
});

const SIDES = { left: gettext("Left"), center: gettext("Centre"), right: gettext("Right"), justify: gettext("Justified") };

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
  label: gettext("Format"),
  icon: "format",
  items: [
    { ...mark("underline", gettext("Underline"), "Ctrl+U"), kind: "check" },
    { ...mark("strike", gettext("Strikethrough"), "Ctrl+Shift+S"), kind: "check" },
    { ...mark("code", gettext("Code"), "Ctrl+E"), kind: "check" },
    { ...shifted("subscript", "superscript", gettext("Subscript")), kind: "check" },
    { ...shifted("superscript", "subscript", gettext("Superscript")), kind: "check" },
    { ...mark("small", gettext("Small print")), kind: "check" },
    ...alignments(schema),
    { first: true, name: "clear", label: gettext("Clear formatting"), icon: "clear", run: cleared },
  ],
});

const insert = (ask) => ({
  name: "insert",
  label: gettext("Insert"),
  icon: "plus",
  items: [
    ...ask.picture ? [{ name: "image", label: gettext("Picture…"), icon: "figure", open: ask.picture }] : [],
    {
      name: "insertTable",
      label: gettext("Table"),
      icon: "table",
      run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
      enabled: (editor) => !editor.isActive("table") && isProse(editor),
    },
    command("setHorizontalRule", gettext("Dividing line"), "minus"),
    command("toggleBlockquote", gettext("Quote"), "quote", { kind: "check", active: (editor) => editor.isActive("blockquote") }),
  ],
});

const table = {
  name: "table",
  label: gettext("Table"),
  icon: "table",
  shown: (editor) => editor.isActive("table"),
  items: [
    command("addRowBefore", gettext("Add a row above")), command("addRowAfter", gettext("Add a row below")),
    command("addColumnBefore", gettext("Add a column before")), command("addColumnAfter", gettext("Add a column after")),
    command("toggleHeaderRow", gettext("First row as headings"), "", { first: true }),
    command("mergeCells", gettext("Merge cells"), "", { first: true }), command("splitCell", gettext("Split cell")),
    command("deleteRow", gettext("Delete the row"), "", { first: true }), command("deleteColumn", gettext("Delete the column")),
    command("deleteTable", gettext("Delete the table")),
  ],
};

export const tools = (schema, ask) => [
  styles(schema),
  mark("bold", gettext("Bold"), "Ctrl+B"),
  mark("italic", gettext("Italic"), "Ctrl+I"),
  {
    name: "link",
    label: gettext("Link…"),
    icon: "link",
    keys: "Ctrl+K",
    open: ask.link,
    active: (editor) => editor.isActive("link"),
    enabled: isProse,
  },
  command("toggleBulletList", gettext("Bullet list"), "bullets", { enabled: isProse, active: (editor) => editor.isActive("bulletList") }),
  command("toggleOrderedList", gettext("Numbered list"), "ordered", { enabled: isProse, active: (editor) => editor.isActive("orderedList") }),
  format(schema),
  insert(ask),
  table,
  command("undo", gettext("Undo"), "undo", { keys: "Ctrl+Z" }),
  command("redo", gettext("Redo"), "redo", { keys: "Ctrl+Shift+Z" }),
];
