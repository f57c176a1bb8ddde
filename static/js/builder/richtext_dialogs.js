// What the editor asks: a link's address, a picture's description. Dialogs stand outside the section's form, so that
// nothing typed into them is taken for a change of the section.
import { gettext } from "builder/language";
import { make } from "builder/richtext_dom";
import { addressFault, completed } from "builder/richtext_links";

let count = 0;

const control = ({ name, label, value, type, hint }, id) => {
  const input = make("input", { id, name, type: type ?? "text", autocomplete: "off", "aria-describedby": type ? null : `${id}_told` });
  if (type === "checkbox") input.checked = Boolean(value);
  else input.value = value ?? "";
  const words = make("label", { for: id }, label);
  const told = make("p", { id: `${id}_told`, class: "hint" }, hint ?? "");
  return make("div", { class: type === "checkbox" ? "rt-ask__check" : "rt-ask__field" }, ...type === "checkbox" ? [input, words] : [words, input, told]);
};

const values = (form) => Object.fromEntries([...form.elements].filter(({ name }) => name)
  .map((input) => [input.name, input.type === "checkbox" ? input.checked : input.value]));

// Opens a dialog. `check(values)` returns nothing, or {name, message}; `done(values)` runs after it has closed;
// `others` are further buttons: [label, action]. Whatever happens, the text has the focus afterwards.
const ask = (title, fields, { button, check = () => null, done, others = [], back }) => {
  const id = `rt-ask-${count += 1}`;
  let then = back;
  const close = (action) => { then = action; dialog.close(); };
  const submit = (event) => {
    event.preventDefault();
    const fault = check(values(form));
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    if (!fault) return close(() => done(values(form)));
    const input = form.elements.namedItem(fault.name);
    input.setAttribute("aria-invalid", "true");
    const told = document.getElementById(`${input.id}_told`);
    told.className = "rt-ask__fault";
    told.textContent = fault.message;
    input.focus();
  };
  const form = make("form", { novalidate: true, submit },
    make("h2", { id: `${id}_heading` }, title),
    ...fields.map((field) => control(field, `${id}_${field.name}`)),
    make("div", { class: "rt-ask__foot" },
      make("button", { type: "submit", class: "btn btn--solid" }, button),
      ...others.map(([label, action]) => make("button", { type: "button", class: "btn", click: () => close(action) }, label)),
      make("button", { type: "button", class: "btn", click: () => dialog.close() }, gettext("Cancel"))));
  const dialog = make("dialog", { class: "rt-ask", "aria-labelledby": `${id}_heading`, close: () => { dialog.remove(); then(); } }, form);
  document.body.append(dialog);
  dialog.showModal();
};

// The link that the caret is in or touches, or that is selected.
const linkAt = (editor) => {
  const { empty, $from } = editor.state.selection;
  if (!empty) return editor.isActive("link") ? editor.getAttributes("link") : null;
  const marks = [$from.nodeAfter, $from.nodeBefore].flatMap((node) => node?.marks ?? []);
  return marks.find(({ type }) => type.name === "link")?.attrs ?? null;
};

const linkDialog = (editor, schema) => {
  const found = linkAt(editor);
  const old = found ?? {};
  const isLink = Boolean(found);
  const isBlank = editor.state.selection.empty && !isLink;
  const back = () => editor.commands.focus();
  const check = ({ href, words }) => {
    const message = href === old.href ? "" : addressFault(completed(href, schema.links), schema.links);
    if (message) return { name: "href", message };
    return isBlank && !words.trim() ? { name: "words", message: gettext("Type the words that are to be the link.") } : null;
  };
  const done = ({ href, title, blank, words }) => {
    const target = blank ? "_blank" : old.target === "_blank" ? null : old.target ?? null;
    const attrs = { ...old, href: completed(href, schema.links), title: title.trim() ? title : null, target };
    const chain = editor.chain().focus();
    if (isBlank) chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs }] }).run();
    else if (isLink) chain.extendMarkRange("link").updateAttributes("link", attrs).run();
    else chain.setMark("link", attrs).run();
  };
  ask(isLink ? gettext("Change the link") : gettext("Add a link"), [
    ...isBlank ? [{ name: "words", label: gettext("Words") }] : [],
    { name: "href", label: gettext("Address"), value: old.href, hint: gettext("https://…, a page of this site such as /about/, or an e-mail address") },
    { name: "title", label: gettext("Title (optional)"), value: old.title },
    { name: "blank", label: gettext("Open in a new window"), type: "checkbox", value: old.target === "_blank" },
  ], { button: isLink ? gettext("Change") : gettext("Add link"), check, done, back, others: isLink ? [[gettext("Remove link"), () => editor.chain().focus().extendMarkRange("link").unsetLink().run()]] : [] });
};

const selectedPicture = (editor, schema) => {
  const node = editor.state.selection.node;
  return node && Object.entries(schema.standalone).flat().includes(node.type.name) ? node : null;
};

const choose = (field, done) => field.dispatchEvent(new CustomEvent("builder:choose-image", { bubbles: true, detail: { done } }));

const pictureDialog = (editor, field, pictures, node) => {
  const chain = () => editor.chain().focus();
  const said = (name, text) => (text === (node.attrs[name] ?? "") ? node.attrs[name] : text.trim() ? text : null);
  const replace = () => choose(field, ({ path, url, alt }) => {
    if (url) pictures.set(path, url);
    chain().updateAttributes(node.type.name, { src: path, alt: alt || null }).run();
  });
  ask(gettext("Picture"), [
    { name: "alt", label: gettext("Description"), value: node.attrs.alt, hint: gettext("What the picture shows, for those who cannot see it") },
    { name: "title", label: gettext("Caption (optional)"), value: node.attrs.title },
  ], {
    button: gettext("Change"),
    back: () => editor.commands.focus(),
    done: ({ alt, title }) => chain().updateAttributes(node.type.name, { alt: said("alt", alt), title: said("title", title) }).run(),
    others: [[gettext("Another picture…"), replace], [gettext("Remove picture"), () => chain().deleteSelection().run()]],
  });
};

export const dialogs = ({ field, schema, pictures, editor }) => ({
  link: () => linkDialog(editor(), schema),
  picture: field.hasAttribute("data-no-pictures") ? null : () => {
    const node = selectedPicture(editor(), schema);
    if (node) return pictureDialog(editor(), field, pictures, node);
    const [block] = Object.values(schema.standalone);
    return choose(field, ({ path, url, alt }) => {
      if (url) pictures.set(path, url);
      editor().chain().focus().insertContent({ type: block, attrs: { src: path, alt: alt || null } }).run();
    });
  },
});
