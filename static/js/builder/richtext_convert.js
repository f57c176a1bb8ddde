// "Convert to rich text": what would change is shown in a dialog, after whatever was typed has been saved. On the form's
// own page a changed form is submitted instead, which saves it and leads to the same comparison.
import { gettext } from "builder/language";
import { make } from "builder/richtext_dom";
import { get, post, say } from "builder/server";

const PATIENCE = 50; // milliseconds in which somebody who saves by script makes himself known

const textOf = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));
const untouched = new WeakMap();

// Resolves when nothing is left to save; nobody answers where nothing saves by script.
const flushed = (form) => new Promise((done) => {
  const isHeard = !form.dispatchEvent(new CustomEvent("builder:flush", { bubbles: true, cancelable: true, detail: { done } }));
  if (!isHeard && !form.dataset.dirty && !form.dataset.saving) setTimeout(done, PATIENCE);
});

const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`builder:${name}`, { detail }));
const isCard = (form) => Boolean(form.closest("[data-sections]"));

const finished = (form, news) => {
  emit("saved", { uid: news.uid, revision: news.revision });
  if (isCard(form)) emit("reload", { uid: news.uid });
  else location.reload();
  say(gettext("Converted to rich text."));
};

const told = (dialog, failure) => {
  if (failure.data?.html) dialog.replaceChildren(...fragment(failure.data.html));
  else dialog.append(make("p", { class: "alert", role: "alert" }, failure.status ? failure.message : gettext("No connection. Nothing was converted.")));
};

const fragment = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return [...box.content.children];
};

const show = (form, url, html) => {
  const dialog = make("dialog", { class: "rt-ask rt-ask--wide", "aria-labelledby": `convert-${form.dataset.section}`, close: () => dialog.remove() });
  dialog.replaceChildren(...fragment(html));
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-cancel]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const news = await post(url, new FormData(event.target));
      dialog.close();
      finished(form, news);
    } catch (failure) {
      told(dialog, failure);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("h2")?.focus();
};

const ask = async (button, form) => {
  const url = new URL(button.getAttribute("formaction"), form.action).href;
  const note = (text) => button.parentElement.append(make("p", { class: "rt-ask__fault", role: "alert" }, text));
  button.parentElement.querySelector("[role=alert]")?.remove();
  await flushed(form);
  if (form.dataset.dirty) return note(gettext("What you typed is not saved yet. Look at the marked fields, then try again."));
  try {
    return show(form, url, (await get(url)).html);
  } catch (failure) {
    return note(failure.status ? failure.message : gettext("No connection. Try again."));
  }
};

export const enhance = (root) => {
  for (const button of root.querySelectorAll("[data-convert]:not([data-convert=on])")) {
    const { form } = button;
    const source = form.elements.namedItem(button.closest("[data-field]").dataset.field);
    button.dataset.convert = "on";
    if (!untouched.has(form)) untouched.set(form, textOf(form));
    source.addEventListener("input", () => { button.parentElement.hidden = !source.value.trim(); });
    button.addEventListener("click", (event) => {
      if (!isCard(form) && textOf(form) !== untouched.get(form)) return;
      event.preventDefault();
      ask(button, form);
    });
  }
};
