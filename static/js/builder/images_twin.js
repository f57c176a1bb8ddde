// A file that the library holds already: said, with both ways on.
import { gettext } from "builder/language";

const button = (text, act) => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn", textContent: text });
  made.addEventListener("click", act);
  return made;
};

// `place` is the element that tells problems; either act empties it.
export const offer = (place, { message, there }, use, again) => {
  const after = (act) => () => {
    place.replaceChildren();
    act();
  };
  const acts = document.createElement("span");
  acts.className = "twin";
  acts.append(button(gettext("Use that one"), after(() => use(there))), button(gettext("Store it again"), after(again)));
  place.replaceChildren(message, " ", acts);
  acts.firstChild.focus();
};
