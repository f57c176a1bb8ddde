// The page round the list: its two tabs where there is no room for both, and the details that must not be lost.
import { root } from "builder/cards";
import { gettext } from "builder/language";
import { isBusy } from "builder/list";
import { get, saved } from "builder/server";
import { refreshToken } from "builder/session";

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

// The details have a form of their own: leaving it by another button asks first, and an ended session loses nothing.
const details = root && document.querySelector("#insight_form");
const typed = () => {
  const values = new URLSearchParams(details ? new FormData(details) : "");
  values.delete("csrfmiddlewaretoken");
  return values.toString();
};
const opened = typed();
let sent = false;
details?.addEventListener("submit", async (event) => {
  if (sent) return;
  event.preventDefault();
  const { submitter } = event;
  try {
    await get(root.dataset.session);
    await refreshToken();
  } catch {
    saved(gettext("Not saved: please sign in, then save the details again"), true);
    return;
  }
  sent = true;
  details.requestSubmit(submitter);
});
addEventListener("beforeunload", (event) => { if (isBusy() || (!sent && typed() !== opened)) event.preventDefault(); });
