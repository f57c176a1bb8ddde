// The page round the list: its two tabs where there is no room for both, and the details that must not be lost.
import { root } from "builder/cards";
import { isBusy } from "builder/list";

const tabs = root ? [...root.querySelectorAll("[role=tab]")] : [];
const pane = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

const show = (tab) => {
  for (const each of tabs) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    pane(each).classList.toggle("pb--away", each !== tab);
  }
  document.dispatchEvent(new CustomEvent("builder:pane"));
};

if (root) {
  show(tabs[0]);
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(tab));
    tab.addEventListener("keydown", (event) => {
      if (!/^Arrow(Left|Right)$/.test(event.key)) return;
      const other = tabs[1 - index];
      show(other);
      other.focus();
    });
  });
  document.addEventListener("builder:show", () => show(tabs[0]));
}

// The details have a form of their own: leaving it by another button asks first.
const details = document.querySelector("#insight_form");
const typed = () => (details ? new URLSearchParams(new FormData(details)).toString() : "");
const opened = typed();
let sent = false;
details?.addEventListener("submit", () => { sent = true; });
addEventListener("beforeunload", (event) => { if (isBusy() || (!sent && typed() !== opened)) event.preventDefault(); });

// Publishing publishes what is on the screen: what is being saved is waited for.
document.querySelector("[data-publish]")?.addEventListener("submit", async (event) => {
  const dirty = [...document.querySelectorAll("form[data-dirty]")];
  if (!dirty.length) return;
  event.preventDefault();
  const { target } = event;
  await Promise.all(dirty.map((form) => new Promise((done) => {
    form.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, detail: { done } }));
  })));
  if (!document.querySelector("form[data-dirty]")) target.submit();
});
