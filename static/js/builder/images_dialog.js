// The dialog in which an image is found or uploaded: one for the page, asked for when it is first needed.
import { neighbour } from "builder/arrows";
import { ask, why } from "builder/choosers_ask";
import { panel } from "builder/images_panel";
import { gettext, ngettext } from "builder/language";

const PAUSE = 250;
let dialog = null;
let done = null;
let urls = {};
let asked = 0;

const part = (name) => dialog.querySelector(`[data-chooser-${name}]`);
const shelf = () => dialog.querySelector("[data-shelf]");
const items = () => [...shelf().querySelectorAll(".shelf__item")];
const problem = (text) => { part("problem").textContent = text; };

const made = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
};

const finish = (picture) => {
  done?.(picture);
  done = null;
  dialog.close();
};

// What has come, said for those who do not see the shelf.
const announced = (isFirst, count, more) => {
  if (isFirst && more) return gettext("%(count)s or more images found", { count });
  if (isFirst) return ngettext("%(count)s image found", "%(count)s images found", count);
  if (more) return gettext("%(count)s or more further images", { count });
  return ngettext("%(count)s more image", "%(count)s more images", count);
};

const search = async (page) => {
  const number = ++asked;
  try {
    const { html, count, more } = await ask(urls.choose, { q: part("search").value, folder: part("folder")?.value ?? "", page });
    if (number !== asked) return;
    problem("");
    const found = made(html);
    if (page === 1) {
      shelf().replaceChildren(found);
      part("body").scrollTop = 0;
    } else {
      const first = found.querySelector(".shelf__item");
      shelf().querySelector("[data-shelf-more]").replaceWith(found);
      first?.focus();
    }
    part("said").textContent = announced(page === 1, count, more);
  } catch (failure) {
    if (number === asked) problem(why(failure));
  }
};

const onKey = (event) => {
  const item = event.target.closest(".shelf__item");
  const isDown = event.target === part("search") && event.key === "ArrowDown";
  const found = item ? neighbour(items(), item, event.key) : isDown && items()[0];
  const next = found && found === item && event.key === "ArrowUp" ? part("search") : found;
  if (next) {
    event.preventDefault();
    next.focus();
  }
  if (event.target === part("search") && event.key === "Enter") {
    event.preventDefault();
    if (items().length === 1) items()[0].click();
    else search(1);
  }
  event.stopPropagation(); // a list below has keys of its own
};

const wire = () => {
  let timer = 0;
  part("close").addEventListener("click", () => finish(null));
  dialog.addEventListener("close", () => { done?.(null); done = null; });
  dialog.addEventListener("click", (event) => {
    const item = event.target.closest("[data-picture]");
    const more = event.target.closest("[data-page]");
    if (item) finish(JSON.parse(item.dataset.picture));
    else if (more) search(Number(more.dataset.page));
  });
  dialog.addEventListener("keydown", onKey);
  part("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(1), PAUSE);
  });
  part("folder")?.addEventListener("change", () => search(1));
  const asking = () => {
    const mine = done; // whoever closes the dialog meanwhile has changed their mind
    return (picture) => { if (mine === done) finish(picture); };
  };
  panel({ dialog, part, problem, asking, url: () => urls.upload });
};

// Resolves with a picture, or null when it was closed without one. Rejects with a Failure when it could not open.
export const choose = async (where) => {
  urls = where;
  if (!dialog) {
    const { html } = await ask(urls.choose, { dialog: 1 });
    document.body.append(made(html));
    dialog = document.querySelector("[data-chooser]");
    wire();
  } else {
    part("search").value = "";
    problem("");
    search(1);
  }
  done?.(null);
  const opener = document.activeElement;
  const chosen = new Promise((resolve) => { done = resolve; });
  dialog.showModal();
  part("search").focus();
  const picture = await chosen;
  opener?.focus();
  return picture;
};
