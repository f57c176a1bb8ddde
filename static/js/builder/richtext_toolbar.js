// The toolbar of a rich-text field: one stop for Tab, arrow keys within, menus below their buttons.
import { gettext } from "builder/language";
import { icon, make } from "builder/richtext_dom";
import { closeMenu, menu, named, paint, use } from "builder/richtext_menu";
import { tools } from "builder/richtext_tools";

const plainButton = (tool, editor, sprite) => make("button", {
  type: "button",
  class: "tool rt__tool",
  "data-tool": tool.name,
  "aria-label": tool.label,
  title: named(tool),
  click: () => use(tool, editor),
}, icon(sprite, tool.icon));

const isShown = (button) => !button.hidden && !button.parentElement.hidden;

const roving = (bar, buttons) => {
  const stop = (button) => buttons.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
  stop(buttons[0]);
  bar.addEventListener("focusin", ({ target }) => { if (buttons.includes(target)) stop(target); });
  bar.addEventListener("keydown", (event) => {
    if (!buttons.includes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = buttons.filter(isShown);
    const at = shown.indexOf(event.target);
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const steps = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: shown.length - 1 };
    if (forward === "ArrowLeft") [steps.ArrowLeft, steps.ArrowRight] = [at + 1, at - 1];
    if (!(event.key in steps)) return;
    event.preventDefault();
    shown.at(steps[event.key] % shown.length).focus();
  });
};

// It sticks below the page's own bar, which may take one row or two, or scroll away.
const pageBar = document.querySelector(".bar");
if (pageBar) {
  new ResizeObserver(() => {
    const isSticky = getComputedStyle(pageBar).position === "sticky";
    document.documentElement.style.setProperty("--sticky-top", `${isSticky ? pageBar.offsetHeight : 0}px`);
  }).observe(pageBar);
}

export const toolbar = ({ field, editor, schema, ask, label }) => {
  const bar = make("div", { class: "rt__tools", role: "toolbar", "aria-label": gettext("Format: %(name)s", { name: label }), "aria-controls": editor.view.dom.id });
  const made = tools(schema, ask).map((tool) => {
    const { button, holder, update } = tool.items
      ? menu(tool, editor, field.dataset.icons)
      : { button: plainButton(tool, editor, field.dataset.icons) };
    bar.append(holder ?? button);
    return { tool, button, update: update ?? (() => paint(button, tool, editor)) };
  });
  roving(bar, made.map(({ button }) => button));
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps focus and selection

  let waiting = 0;
  const update = () => {
    waiting = 0;
    if (editor.isDestroyed) return;
    made.forEach((each) => each.update());
    const { dom } = editor.view;
    field.classList.toggle("rt--tabs", dom.contains(document.activeElement) && (editor.isActive("listItem") || editor.isActive("table")));
  };
  const soon = () => { waiting ||= requestAnimationFrame(update); };
  ["transaction", "focus", "blur"].forEach((name) => editor.on(name, soon));
  editor.on("focus", () => closeMenu(bar));
  update();
  return bar;
};
