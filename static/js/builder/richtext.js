// Rich-text fields. The editor is 560 KB, so it is fetched when the first field appears; until then, and whenever it
// cannot be had, the field is a textarea of HTML.
import { enhance as conversion } from "builder/richtext_convert";

const started = (name) => (field) => { field.dataset.richtext = name; };

export const enhance = (root) => {
  conversion(root);
  const fields = [...root.querySelectorAll("[data-richtext='']")];
  if (root.matches("[data-richtext='']")) fields.push(root);
  if (!fields.length) return;
  fields.forEach(started("starting"));
  import("builder/richtext_editor")
    .then(({ start }) => fields.forEach(start))
    .catch((error) => {
      console.warn("The editor cannot be loaded:", error);
      fields.forEach(started(""));
    });
};
