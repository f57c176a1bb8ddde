// Comments beside the list: how many are open on each card, and a form that saves without leaving the page.
import { all, cardOf, name, root, uidOf } from "builder/cards";
import { gettext } from "builder/language";
import { post, say } from "builder/server";

const box = root?.querySelector("[data-comments]");
const list = box?.querySelector(".talk__found");
const form = box?.querySelector("[data-comment-form]");
const REASONS = { offline: gettext("there is no connection"), "signed-out": gettext("please sign in"), broken: gettext("the server had a problem") };

const flag = (card) => {
  const made = document.createElement("span");
  made.className = "sec__flag sec__flag--comments";
  made.dataset.remarks = "";
  card.querySelector(".sec__name small").before(made, " ");
  return made;
};

const paint = () => {
  const open = new Map([...list.querySelectorAll("[data-about]")].map(({ dataset }) => [dataset.about, Number(dataset.open)]));
  for (const card of all()) {
    const count = open.get(uidOf(card)) ?? 0;
    const shown = card.querySelector("[data-remarks]");
    const text = count === 1 ? box.dataset.one : box.dataset.many.replace("{n}", count);
    if (!count) shown?.remove();
    else if (shown?.textContent !== text) (shown ?? flag(card)).textContent = text;
  }
};

const brief = (text) => text.length > 70 ? `${text.slice(0, 69).trimEnd()}…` : text;

// The cards as they are now; what is chosen stays chosen as long as it is there.
const fill = (wanted = form.elements.uid.value) => {
  const select = form.elements.uid;
  const options = all().map((card, index) => new Option(brief(`${index + 1}. ${name(card)}: ${card.querySelector(".sec__name small").textContent}`), uidOf(card)));
  select.replaceChildren(select.options[0], ...options);
  select.value = wanted;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
};

const tell = (text) => {
  const place = form?.querySelector("[data-comment-error]");
  if (place) place.textContent = text;
  else say(text);
};

const send = async (url, data) => {
  try {
    const news = await post(url, data);
    tell("");
    say(news.say);
    window.htmx.trigger(list, "comments:changed");
    return true;
  } catch (failure) {
    tell(gettext("Not saved: %(why)s", { why: REASONS[failure.kind] ?? failure.message }));
    return false;
  }
};

const add = async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  if (await send(form.action, new FormData(form))) form.elements.text.value = "";
  button.disabled = false;
  form.elements.text.focus({ preventScroll: true });
};

const begin = (uid) => {
  box.open = true;
  fill(uid);
  setTimeout(() => { // what has just been unfolded takes no focus yet
    form.scrollIntoView({ block: "center" });
    form.elements.text.focus({ preventScroll: true });
  });
};

if (box) {
  let unfolded = [];
  let focused = false;
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remark]");
    if (!button) return;
    event.preventDefault();
    send(button.formAction, {});
  });
  box.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...list.querySelectorAll("details[open]")].map((each) => each.id);
    focused = list.contains(document.activeElement);
  });
  box.addEventListener("htmx:afterSwap", () => {
    for (const id of unfolded) list.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (focused && !list.contains(document.activeElement)) box.querySelector("summary").focus({ preventScroll: true });
    paint();
  });
  document.addEventListener("builder:changed", paint);
  document.addEventListener("builder:saved", () => setTimeout(paint));
}
if (form) {
  form.addEventListener("submit", add);
  box.addEventListener("toggle", () => fill());
  document.addEventListener("builder:changed", () => { if (box.open) fill(); });
  document.addEventListener("builder:comment", ({ detail }) => { if (cardOf(detail.uid)) begin(detail.uid); });
  addEventListener("beforeunload", (event) => { if (form.elements.text.value.trim()) event.preventDefault(); });
}
