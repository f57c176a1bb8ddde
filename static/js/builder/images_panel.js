// Uploading inside the dialog: a file, chosen, dropped or pasted, and what is to be said of it.
import { offer } from "builder/images_twin";
import { fault, fileIn, upload } from "builder/images_upload";
import { gettext } from "builder/language";

// `asking()` is called when an upload starts, and what it gives back with the picture.
export const panel = ({ dialog, part, problem, asking, url }) => {
  const form = part("upload");
  const button = part("new");
  const bar = part("progress");

  const show = (open) => {
    form.hidden = !open;
    button.ariaExpanded = String(open);
  };
  const take = (file) => {
    if (!form) {
      problem(gettext("You may not upload images. Choose one that is here."));
      return;
    }
    show(true);
    if (file) {
      const transfer = new DataTransfer();
      transfer.items.add(file);
      form.file.files = transfer.files;
      problem(fault(file));
    }
    (file ? form.alt : form.file).focus();
  };
  const progress = (share) => {
    if (share < 1) bar.value = share;
    else bar.removeAttribute("value"); // sent; now the server looks at it
  };
  const done = (finish, picture) => {
    form.reset();
    show(false);
    finish(picture);
  };
  const send = async (event, again = false) => {
    event.preventDefault();
    const decorative = form.decorative.checked;
    if (form.file.files[0] && !decorative && !form.alt.value.trim()) {
      problem(gettext("Say in a sentence what the picture shows, or tick “Decorative”."));
      form.alt.focus();
      return;
    }
    const submit = form.querySelector("[type=submit]");
    const finish = asking();
    problem("");
    progress(1);
    bar.hidden = false;
    submit.disabled = true;
    try {
      done(finish, await upload(url(), form.file.files[0], form.alt.value, progress, { decorative, again }));
    } catch (error) {
      problem(error.message);
      if (error.there) offer(part("problem"), error, (picture) => done(finish, picture), () => send(event, true));
    }
    bar.hidden = true;
    submit.disabled = false;
  };

  button?.addEventListener("click", () => (form.hidden ? take() : show(false)));
  form?.addEventListener("submit", send);
  form?.file.addEventListener("change", ({ target }) => problem(target.files[0] ? fault(target.files[0]) : ""));
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    if (fileIn(event.dataTransfer)) take(fileIn(event.dataTransfer));
  });
  dialog.addEventListener("paste", (event) => {
    const file = fileIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    take(file);
  });
};
