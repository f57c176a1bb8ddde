// The field of an image: its picture beside the path; choose, upload, drop, paste, remove.
import { ask, why } from "builder/choosers_ask";
import { choose } from "builder/images_dialog";
import { offer } from "builder/images_twin";
import { fileIn, upload } from "builder/images_upload";
import { gettext } from "builder/language";
import { say } from "builder/server";

const PAUSE = 400;
const MISSING = gettext("No file is stored for this path yet. Readers see a drawing in its place.");

const field = (root) => {
  const part = (name) => root.querySelector(`[data-pick-${name}]`);
  const button = (name) => root.querySelector(`[data-pick-act=${name}]`);
  const control = root.querySelector("[name]");
  const bar = part("progress");
  const urls = { choose: root.dataset.imageChoose, upload: root.dataset.imageUpload };
  const problem = (text) => { part("problem").textContent = text; };
  let timer = 0;
  let shown = root.dataset.path;

  const show = (picture) => {
    shown = picture.path;
    root.dataset.state = picture.state;
    if (picture.url) part("img").src = picture.url;
    else part("img").removeAttribute("src");
    const size = picture.size ? ` · ${picture.size}` : "";
    part("facts").textContent = picture.url ? `${picture.width} × ${picture.height}${size}` : picture.path ? MISSING : "";
    part("words").textContent = picture.decorative ? gettext("decorative") : picture.alt;
    part("alt").dataset.has = picture.alt || picture.decorative ? "yes" : "no";
    part("edit").href = picture.edit || "#";
    part("edit").hidden = !picture.edit;
    button("remove").disabled = !picture.path;
  };
  const look = async () => {
    const path = control.value.trim();
    if (path === shown) return;
    if (!path) {
      show({ path: "", state: "empty", alt: "" });
      return;
    }
    try {
      const picture = await ask(root.dataset.describe, { path });
      if (control.value.trim() === path) show(picture);
    } catch (failure) {
      problem(why(failure));
    }
  };
  const take = (picture) => {
    problem("");
    if (!picture || picture.path === control.value) return;
    control.value = picture.path;
    show(picture);
    if (picture.path && !picture.size) {
      shown = "";
      look(); // the shelf does not measure files
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
    say(picture.path ? gettext("%(name)s chosen", { name: picture.name }) : gettext("Image removed"));
  };
  const progress = (share) => {
    if (share < 1) bar.value = share;
    else bar.removeAttribute("value"); // sent; now the server looks at it
  };
  const send = async (file, again = false) => {
    problem("");
    bar.hidden = false;
    progress(1);
    button("upload").disabled = true;
    try {
      take(await upload(urls.upload, file, "", progress, { again }));
    } catch (error) {
      problem(error.message);
      if (error.there) offer(part("problem"), error, take, () => send(file, true));
    }
    bar.hidden = true;
    button("upload").disabled = false;
  };
  const ACTS = {
    choose: () => choose(urls).then(take, (failure) => problem(why(failure))),
    upload: () => part("file").click(),
    remove: () => {
      take({ path: "", state: "empty", alt: "", name: "" });
      button("choose").focus();
    },
  };

  part("alt").dataset.has = part("words").textContent ? "yes" : "no";
  root.addEventListener("click", (event) => {
    const act = event.target.closest("[data-pick-act]")?.dataset.pickAct;
    if (act) ACTS[act]();
  });
  control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  control.addEventListener("change", look);
  // The file is no value of the form: it hears of the path, once there is one.
  for (const kind of ["input", "change"]) part("file").addEventListener(kind, (event) => event.stopPropagation());
  part("file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file) send(file);
  });
  const isOff = () => control.matches(":disabled");
  const hasFiles = ({ dataTransfer }) => [...dataTransfer.types].includes("Files");
  const over = (event) => {
    if (isOff() || !hasFiles(event)) return;
    event.preventDefault();
    root.dataset.over = "";
  };
  root.addEventListener("dragenter", over);
  root.addEventListener("dragover", over);
  root.addEventListener("dragleave", (event) => { if (!root.contains(event.relatedTarget)) delete root.dataset.over; });
  root.addEventListener("drop", (event) => {
    delete root.dataset.over;
    if (isOff() || !hasFiles(event)) return;
    event.preventDefault();
    send(fileIn(event.dataTransfer));
  });
  root.addEventListener("paste", (event) => {
    const file = fileIn(event.clipboardData);
    if (!file || isOff()) return;
    event.preventDefault();
    send(file);
  });
  look(); // a duplicated row brings a path that nobody has shown yet
};

// The rich-text editor asks for an image by an event; its field knows the addresses.
document.addEventListener("builder:choose-image", (event) => {
  const { imageChoose, imageUpload } = event.target.closest("[data-image-choose]")?.dataset ?? {};
  if (!imageChoose) return;
  choose({ choose: imageChoose, upload: imageUpload })
    .then((picture) => picture && event.detail.done(picture), (failure) => say(why(failure)));
});

export const enhance = (root) => {
  const found = [...root.querySelectorAll("[data-pick]")];
  if (root.matches("[data-pick]")) found.push(root);
  found.filter((each) => !("enhanced" in each.dataset)).forEach((each) => {
    each.dataset.enhanced = "";
    field(each);
  });
};
