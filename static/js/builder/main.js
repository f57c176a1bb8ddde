// Starts every part of the page builder; each part enhances what is on the page and whatever arrives later.
import "builder/autosave";
import "builder/comments";
import "builder/drag";
import { arrived } from "builder/later";
import "builder/leaving";
import "builder/list";
import "builder/menu";
import "builder/page";
import { enhance as pane } from "builder/pane";

document.addEventListener("builder:arrived", (event) => arrived(event.target));
document.documentElement.classList.add("js");
pane(document.body);
if (document.querySelector("[data-sections]") && document.readyState !== "complete") {
  addEventListener("load", () => arrived(document.body), { once: true });
} else {
  arrived(document.body);
}
