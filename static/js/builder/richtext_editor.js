// One rich-text field: the editor in place of the textarea, and what it posts.
import { Dropcursor, Editor, Gapcursor, UndoRedo } from "django-prose-editor/editor";
import { gettext } from "builder/language";
import { clean } from "builder/paste";
import { dialogs } from "builder/richtext_dialogs";
import { make } from "builder/richtext_dom";
import { fromEditor, same, toEditor } from "builder/richtext_json";
import { keys, Outline, WriteBelow } from "builder/richtext_keys";
import { extensions } from "builder/richtext_schema";
import { toolbar } from "builder/richtext_toolbar";

const ROOM = { top: 170, bottom: 100, left: 5, right: 5 }; // what bars cover above and below
const pictures = new Map(); // path → address, of all fields: a picture may be copied from one to another
const HINT = gettext("In lists and tables, Tab moves within them: press Escape, then Tab, to leave.");

const parts = (field) => ({
  source: field.querySelector("textarea"),
  json: field.querySelector("input[name$='-json']"),
  data: field.querySelector("script"),
  note: field.querySelector(".rt__note"),
  label: document.querySelector(`label[for="${CSS.escape(field.querySelector("textarea").id)}"]`),
});

const described = ({ source, label }, isReadOnly) => {
  if (label && !label.id) label.id = `${source.id}_label`;
  return {
    id: `${source.id}_editor`,
    class: "rt__text",
    role: "textbox",
    tabindex: "0",
    "aria-multiline": "true",
    "aria-describedby": [source.getAttribute("aria-describedby"), `${source.id}_hint`].filter(Boolean).join(" "),
    ...label ? { "aria-labelledby": label.id } : {},
    ...isReadOnly ? { "aria-readonly": "true" } : {},
  };
};

// The textarea stays: it is posted until something is edited.
const plain = (field, { source, note }) => {
  source.hidden = false;
  field.dataset.richtext = "plain";
  if (!source.matches(":disabled")) note.textContent = note.dataset.failed;
};

const pastedFiles = (event) => [...event.clipboardData?.files ?? event.dataTransfer?.files ?? []].length > 0;

const create = (field, { source, note, ...rest }, { schema, nodes }) => {
  const isReadOnly = source.matches(":disabled");
  const tell = (text) => { note.textContent = text; };
  const area = make("div", { class: "rt__area" });
  const ask = dialogs({ field, schema, pictures, tell, editor: () => editor });
  const onlyFiles = (view, event) => {
    if (!pastedFiles(event) || event.clipboardData?.types.includes("text/html")) return false;
    tell(gettext("A picture cannot be pasted or dropped here. Use Insert, Picture."));
    return true;
  };
  const editor = new Editor({
    element: area,
    injectCSS: false,
    editable: !isReadOnly,
    enablePasteRules: false,
    extensions: [
      ...extensions(schema, { pictures, sprite: field.dataset.icons, openLink: ask.link }),
      Dropcursor.configure({ color: false, class: "rt__drop" }), Gapcursor, UndoRedo, Outline, WriteBelow,
    ],
    content: toEditor(schema, nodes),
    editorProps: {
      scrollThreshold: ROOM,
      scrollMargin: ROOM,
      attributes: described({ source, ...rest }, isReadOnly),
      handleDOMEvents: keys(() => field.querySelector(".rt__tools [tabindex='0']")?.focus()),
      handlePaste: onlyFiles,
      handleDrop: onlyFiles,
      transformPastedHTML: (html) => {
        const { html: cleaned, notes } = clean(html, schema, pictures);
        tell(notes.join(" "));
        return cleaned;
      },
    },
  });
  return { editor, area, ask, isReadOnly };
};

const post = ({ source, json }, nodes) => {
  json.value = JSON.stringify(nodes);
  json.disabled = false;
  source.disabled = true;
};

// What the server says of the textarea is true of the editor.
const mirrorErrors = (field, source, text) => {
  const copy = () => {
    const isBad = source.getAttribute("aria-invalid") === "true";
    text.setAttribute("aria-invalid", String(isBad));
    field.classList.toggle("rt--bad", isBad);
  };
  new MutationObserver(copy).observe(source, { attributes: true, attributeFilter: ["aria-invalid"] });
  copy();
};

const finish = (field, found, schema, { editor, area, ask, isReadOnly }) => {
  const { source, label, json } = found;
  const hint = make("p", { class: "rt__hint hint", id: `${source.id}_hint` }, HINT);
  source.before(area, hint);
  if (!isReadOnly) area.before(toolbar({ field, editor, schema, ask, label: label?.textContent.trim() ?? "" }));
  const hadFocus = document.activeElement === source;
  source.hidden = true;
  source.focus = () => editor.commands.focus();
  field.dataset.richtext = "on";
  label?.addEventListener("click", () => editor.commands.focus());
  mirrorErrors(field, source, editor.view.dom);
  editor.on("focus", () => field.classList.add("rt--focus"));
  editor.on("blur", () => field.classList.remove("rt--focus"));
  if (hadFocus) editor.commands.focus();
  editor.on("update", () => {
    post(found, fromEditor(schema, editor.getJSON()));
    json.dispatchEvent(new Event("input", { bubbles: true }));
  });
};

export const start = (field) => {
  const found = parts(field);
  const data = found.data && JSON.parse(found.data.textContent);
  if (!data) return plain(field, found);
  Object.entries(data.pictures).forEach(([path, url]) => pictures.set(path, url));
  let made;
  try {
    made = create(field, found, data);
    if (!same(data.schema, data.nodes, fromEditor(data.schema, made.editor.getJSON()))) throw new Error("not the same text");
  } catch (error) {
    console.warn("Shown as HTML:", error);
    made?.editor.destroy();
    return plain(field, found);
  }
  if (field.hasAttribute("data-edited")) post(found, data.nodes);
  finish(field, found, data.schema, made);
};
