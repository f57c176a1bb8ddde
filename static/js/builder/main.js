// Starts every part of the page builder; each part enhances what is on the page and whatever arrives later.
import { enhance as choosers } from "builder/choosers";
import { enhance as images } from "builder/images";
import "builder/list";
import { enhance as pane } from "builder/pane";
import { enhance as richtext } from "builder/richtext";
import { enhance as rows } from "builder/rows";

const PARTS = [rows, richtext, images, choosers, pane];
const enhance = (root) => PARTS.forEach((part) => part(root));

document.addEventListener("builder:arrived", (event) => enhance(event.target));
enhance(document.body);
document.documentElement.classList.add("js");
