// The text of the privacy page is written as the texts of insights are.
import { enhance } from "builder/richtext";

enhance(document.body);
