// What the package lacks for those who do not use a mouse, and one thing for those who do: leaving the text by Tab,
// headings in the order in which they are published, and writing below the last block.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

// Tab moves on. Where the text needs it itself, in lists and tables, Escape hands the next Tab to the browser.
export const keys = (toToolbar) => {
  let leaving = false;
  return {
    keydown: (view, event) => {
      if (event.key === "F10" && event.altKey) {
        event.preventDefault();
        toToolbar();
        return true;
      }
      if (event.key === "Escape") leaving = true;
      else if (event.key === "Tab" && leaving) return true;
      else if (event.key !== "Shift") leaving = false;
      return event.altKey && /^Arrow(Up|Down)$/.test(event.key); // the list moves the card
    },
    blur: () => { leaving = false; },
  };
};

// A click below a table or picture at the end starts a paragraph there.
export const WriteBelow = Extension.create({
  name: "writeBelow",
  onCreate({ editor }) {
    editor.view.dom.addEventListener("mousedown", (event) => {
      const last = editor.view.dom.lastElementChild;
      const isBelow = event.target === editor.view.dom && last && event.clientY > last.getBoundingClientRect().bottom;
      if (!isBelow || !editor.isEditable || editor.state.doc.lastChild?.isTextblock) return;
      event.preventDefault();
      const end = editor.state.doc.content.size;
      editor.chain().insertContentAt(end, { type: "paragraph" }).focus("end").run();
    });
  },
});

// Screen readers get the levels that readers will: the highest one used is 2, and none is skipped on the way down.
const outline = (doc) => {
  const found = [];
  doc.descendants((node, at) => { if (node.type.name === "heading") found.push([node, at]); return !node.isTextblock; });
  const used = [...new Set(found.map(([node]) => node.attrs.level))].sort();
  let last = 1;
  return pm.view.DecorationSet.create(doc, found.map(([node, at]) => {
    last = Math.min(used.indexOf(node.attrs.level) + 2, last + 1);
    return pm.view.Decoration.node(at, at + node.nodeSize, { "aria-level": String(last) });
  }));
};

export const Outline = Extension.create({
  name: "outline",
  addProseMirrorPlugins: () => [new Plugin({
    state: {
      init: (_, { doc }) => outline(doc),
      apply: (transaction, before) => (transaction.docChanged ? outline(transaction.doc) : before),
    },
    props: { decorations(state) { return this.getState(state); } },
  })],
});
