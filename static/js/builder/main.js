// Starts every part of the page builder; each part enhances what is on the page and whatever arrives later.
import "builder/autosave";
import { enhance as choosers } from "builder/choosers";
import "builder/drag";
import { enhance as images } from "builder/images";
import "builder/list";
import "builder/menu";
import "builder/page";
import { enhance as pane } from "builder/pane";
import { enhance as richtext } from "builder/richtext";
import { enhance as rows } from "builder/rows";

const PARTS = [rows, richtext, images, choosers, pane];
const enhance = (root) => PARTS.forEach((part) => part(root));

document.addEventListener("builder:arrived", (event) => enhance(event.target));
document.documentElement.classList.add("js");
enhance(document.body);
