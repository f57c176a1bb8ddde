// The tools of a toolbar: using them, painting their state, and a button with a menu of them: arrow keys, Escape, and a
// click elsewhere closes it.
import { gettext } from "builder/language";
import { icon, make } from "builder/richtext_dom";

const isOff = (tool, editor) => (tool.enabled ? !tool.enabled(editor) : false);

// A tool that is off stays focusable: a button that vanishes under the fingers takes the focus with it.
export const paint = (button, tool, editor) => {
  button.setAttribute("aria-disabled", String(isOff(tool, editor)));
  if (!tool.active) return;
  const state = button.getAttribute("role")?.startsWith("menuitem") ? "aria-checked" : "aria-pressed";
  button.setAttribute(state, String(tool.active(editor)));
};

export const use = (tool, editor) => {
  if (isOff(tool, editor)) return;
  if (tool.open) tool.open();
  else tool.run(editor.chain().focus(), editor).run();
};

const [CTRL, SHIFT] = [gettext("Ctrl"), gettext("Shift")]; // as keyboards name them
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const keysOf = ({ keys }) => (MAC ? keys?.replace("Ctrl+", "⌘").replace("Shift+", "⇧") : keys?.replace("Ctrl", CTRL).replace("Shift", SHIFT));
export const named = (tool) => (tool.keys ? `${tool.label} (${keysOf(tool)})` : tool.label);

const ROLES = { check: "menuitemcheckbox", radio: "menuitemradio" };

const show = (button, isOpen) => {
  const list = button.nextElementSibling;
  button.setAttribute("aria-expanded", String(isOpen));
  list.hidden = !isOpen;
  list.style.insetInlineStart = "";
  if (!isOpen) return;
  // A menu that would leave the toolbar begins further in.
  const bar = button.closest(".rt__tools").getBoundingClientRect();
  const box = list.getBoundingClientRect();
  const isRtl = getComputedStyle(button).direction === "rtl";
  const over = isRtl ? bar.left - box.left : box.right - bar.right;
  if (over > 0) list.style.insetInlineStart = `${-over}px`;
};

export const closeMenu = (bar) => bar.querySelectorAll("[aria-expanded=true]").forEach((button) => show(button, false));

const open = (button, last = false) => {
  closeMenu(button.closest(".rt__tools"));
  show(button, true);
  button.dispatchEvent(new Event("rt:open"));
  const items = [...button.nextElementSibling.children];
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items.at(last ? -1 : 0)).focus();
};

const inside = (button) => (event) => {
  const items = [...button.nextElementSibling.children];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key in steps) items.at(steps[event.key] % items.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    show(button, false);
    button.focus();
    if (event.key === "Tab") return; // and on from the button
  } else return;
  event.preventDefault();
  event.stopPropagation();
};

const rove = ({ currentTarget, target }) => [...currentTarget.children].forEach((item) => { item.tabIndex = item === target ? 0 : -1; });

const entry = (tool, editor, sprite, button) => make("button", {
  type: "button",
  role: ROLES[tool.kind] ?? "menuitem",
  class: tool.first ? "rt__item rt__item--first" : "rt__item",
  tabindex: "-1",
  "data-tool": tool.name,
  click: ({ currentTarget }) => {
    if (currentTarget.getAttribute("aria-disabled") === "true") return;
    show(button, false);
    use(tool, editor);
  },
}, tool.icon ? icon(sprite, tool.icon) : null, make("span", {}, tool.label), tool.keys ? make("kbd", { "aria-hidden": "true" }, keysOf(tool)) : null);

export const menu = (tool, editor, sprite) => {
  const words = make("span", { class: "rt__words" }, tool.label);
  const button = make("button", {
    type: "button",
    class: `tool rt__tool rt__tool--menu${tool.shows ? " rt__tool--style" : ""}`,
    "data-tool": tool.name,
    "aria-label": tool.label,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    title: tool.label,
    click: () => (button.getAttribute("aria-expanded") === "true" ? show(button, false) : open(button)),
    keydown: (event) => {
      if (!/^Arrow(Up|Down)$/.test(event.key) || event.altKey) return;
      event.preventDefault();
      open(button, event.key === "ArrowUp");
    },
  }, tool.icon ? icon(sprite, tool.icon) : null, words, icon(sprite, "down"));
  const items = tool.items.map((each) => [entry(each, editor, sprite, button), each]);
  const list = make("div", { class: "rt__menu", role: "menu", "aria-label": tool.label, hidden: true, keydown: inside(button), focusin: rove }, ...items.map(([item]) => item));
  const holder = make("div", { class: "rt__holder", focusout: ({ relatedTarget }) => { if (!holder.contains(relatedTarget)) show(button, false); } }, button, list);
  const update = () => {
    if (tool.shown) holder.hidden = !tool.shown(editor);
    if (holder.hidden) return;
    if (tool.shows) {
      words.textContent = tool.shows(editor);
      button.setAttribute("aria-label", `${tool.label}: ${tool.shows(editor)}`);
    }
  };
  button.addEventListener("rt:open", () => items.forEach(([item, each]) => paint(item, each, editor)));
  return { button, holder, update };
};
