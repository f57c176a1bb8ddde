// What the fields of a form need: rows, rich text, images, choosers.
import { enhance as choosers } from "builder/choosers";
import { enhance as images } from "builder/images";
import { enhance as richtext } from "builder/richtext";
import { enhance as rows } from "builder/rows";

const PARTS = [rows, richtext, images, choosers];

export const enhance = (root) => PARTS.forEach((part) => part(root));
