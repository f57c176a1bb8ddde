// Ways out of the bar: what is on the screen is stored before they are followed, and what cannot be stored stops them.
import { around, emit, name } from "builder/cards";
import { gettext } from "builder/language";
import { idle, isBusy } from "builder/list";
import { say, saved } from "builder/server";

const WAYS = "a[data-publish], a[data-flush], [data-more] button";
const flushed = (form) => new Promise((done) => {
  form.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, detail: { done } }));
});
const unsaved = () => [...document.querySelectorAll("form[data-dirty]")];

const refuse = (way, left) => {
  const what = gettext("%(name)s could not be saved as it is.", { name: name(around(left)) });
  const why = way.matches("[data-publish]") ? gettext("Not published: %(why)s", { why: what }) : what;
  emit("show", { uid: left.dataset.section });
  saved(why, true);
  say(why);
};

const follow = (way) => {
  if (way.href) location.assign(way.href);
  else way.form.requestSubmit(way);
};

document.querySelector(".bar")?.addEventListener("click", async (event) => {
  const way = event.target.closest(WAYS);
  if (!way || event.ctrlKey || event.metaKey || event.shiftKey || (!unsaved().length && !isBusy())) return;
  event.preventDefault();
  await Promise.all(unsaved().map(flushed));
  await idle();
  const [left] = unsaved();
  if (left) refuse(way, left);
  else follow(way);
});

// The menu is a <details>; a script closes it as menus close, and lets arrows walk in it.
const more = document.querySelector("[data-more]");
const opener = more?.querySelector("summary");
const ways = () => [...more.querySelectorAll("li :is(a, button)")];

more?.addEventListener("keydown", (event) => {
  const list = ways();
  const at = list.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? list.length - 1 : at - 1 + list.length, Home: 0, End: list.length - 1 }[event.key];
  if (event.key === "Escape" && more.open) {
    more.open = false;
    opener.focus();
  } else if (to !== undefined && (more.open || event.key === "ArrowDown")) {
    event.preventDefault();
    more.open = true;
    list[to % list.length].focus();
  }
});
document.addEventListener("click", (event) => { if (more?.open && !more.contains(event.target)) more.open = false; });
more?.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !more.contains(relatedTarget)) more.open = false;
});
