// Rows of small forms: moved, added, duplicated and removed in place. What counts are the named controls: each row's own
// numbers in its names never change, its "order" says where it stands, and a removed row is disabled, so it is not sent.
import { sortable, step } from "builder/choosers_sort";
import { gettext } from "builder/language";
import { copyValues } from "builder/rows_copy";
import { say } from "builder/server";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const TITLE = 60;
const WIDE = 640; // pixels from which a row of short fields is one line

const newId = () => [...crypto.getRandomValues(new Uint32Array(8))].map((each) => LETTERS[each % 36]).join("");
const listOf = (rows) => rows.querySelector("[data-rows-list]");
const rowsIn = (rows) => [...listOf(rows).children].filter((row) => !("gone" in row.dataset));
const body = (row) => row.querySelector("[data-row-body]");
const place = (rows, row) => ({ place: rowsIn(rows).indexOf(row) + 1, count: rowsIn(rows).length });

// What a row is about: the suggestion that its values name (a network, by its icon or its host), else its first words.
const named = (row, words) => [...row.querySelectorAll("datalist option")].find(
  ({ value }) => words.includes(value.split(" fa-").pop().split("-")[0]),
)?.textContent;
const entitle = (row) => {
  const values = [...row.querySelectorAll(".rows__fields [name]:not([type=hidden], [type=checkbox])")].map(({ value }) => value.trim());
  const words = values.flatMap((value) => (URL.parse?.(value)?.hostname || value).toLowerCase().split(/[^a-z0-9]+/));
  const name = named(row, words);
  const title = row.querySelector("[data-row-title]");
  title.textContent = name ?? values.find((value) => value && !/^[[{]/.test(value))?.replace(/<[^>]*>/g, " ").slice(0, TITLE) ?? "";
  title.toggleAttribute("data-named", Boolean(name));
};

// Orders, numbers on the screen, and the paths by which errors find their field.
const renumber = (rows, ordered) => {
  const all = rowsIn(rows);
  const name = rows.dataset.rows;
  const full = all.length >= Number(rows.dataset.max);
  all.forEach((row, index) => {
    if (ordered) row.querySelector("[data-row-order]").value = index + 1;
    row.classList.toggle("rows__row--first", index === 0);
    row.querySelector("[data-row-number]").textContent = index + 1;
    for (const [key, at] of [["field", "[data-field]"], ["errors", "[data-errors]"]]) {
      row.querySelectorAll(at).forEach((each) => {
        each.dataset[key] = each.dataset[key].replace(/^[^\]]*\]/, `${name}[${index}]`);
      });
    }
    row.querySelector("[data-row-act=up]").disabled = index === 0;
    row.querySelector("[data-row-act=down]").disabled = index === all.length - 1;
    row.querySelector("[data-row-act=duplicate]").disabled = full;
    row.querySelectorAll("[data-row-act][aria-label]").forEach((button) => { button.title = button.ariaLabel; });
  });
  rows.querySelector("[data-rows-add]").disabled = full;
  rows.querySelector("[data-rows-full]").hidden = !full;
  rows.querySelectorAll("[data-row-act=undo]").forEach((button) => { button.disabled = full; });
};

const changed = (rows) => {
  renumber(rows, true);
  rows.querySelector("[data-rows-count]").dispatchEvent(new Event("change", { bubbles: true }));
};

const moved = (rows) => (row) => {
  changed(rows);
  say(gettext("Row %(place)s of %(count)s", place(rows, row)));
};

const blank = (rows) => {
  const count = rows.querySelector("[data-rows-count]");
  const holder = document.createElement("div");
  holder.innerHTML = rows.querySelector("[data-rows-blank]").innerHTML.replaceAll("__row__", count.value);
  count.value = Number(count.value) + 1;
  const [row] = holder.children;
  row.querySelector("[data-row-id]").value = newId();
  return row;
};

const arrive = (rows, row, before) => {
  listOf(rows).insertBefore(row, before);
  renumber(rows, true);
  row.dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
  entitle(row);
  changed(rows);
  row.querySelector(".rows__fields :is(input, textarea, select, [contenteditable]):not([type=hidden], [hidden])")?.focus();
  row.scrollIntoView({ block: "nearest" });
};

const ACTS = {
  up: (rows, row) => step(row, true) && moved(rows)(row),
  down: (rows, row) => step(row, false) && moved(rows)(row),
  duplicate: (rows, row) => {
    const twin = blank(rows);
    copyValues(row, twin);
    arrive(rows, twin, row.nextElementSibling);
    say(gettext("Duplicated: row %(place)s of %(count)s", place(rows, twin)));
  },
  remove: (rows, row) => {
    row.dataset.gone = "";
    body(row).disabled = true;
    body(row).hidden = true;
    row.querySelector("[data-row-gone]").hidden = false;
    changed(rows);
    row.querySelector("[data-row-act=undo]").focus();
    say(gettext("Removed. Undo brings it back."));
  },
  undo: (rows, row) => {
    delete row.dataset.gone;
    body(row).disabled = false;
    body(row).hidden = false;
    row.querySelector("[data-row-gone]").hidden = true;
    changed(rows);
    row.querySelector("[data-row-act=remove]").focus();
    say(gettext("Row %(place)s of %(count)s is back", place(rows, row)));
  },
};

const start = (rows) => {
  rows.dataset.enhanced = "";
  rows.querySelector("[data-rows-spare]")?.remove();
  rowsIn(rows).forEach(entitle);
  renumber(rows, false);
  sortable(listOf(rows), moved(rows));
  new ResizeObserver(([{ contentRect }]) => rows.classList.toggle("rows--wide", contentRect.width >= WIDE)).observe(rows);
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-act], [data-rows-add]");
    if (!button || button.closest("[data-rows]") !== rows) return;
    event.stopPropagation();
    if ("rowsAdd" in button.dataset) {
      arrive(rows, blank(rows), null);
      say(gettext("Added: row %(count)s of %(count)s", { count: rowsIn(rows).length }));
      return;
    }
    const row = button.closest("[data-row]");
    ACTS[button.dataset.rowAct](rows, row);
    // A button that has just been disabled loses the focus: its neighbour takes it.
    if (button.disabled) row.querySelector("[data-row-act]:not(:disabled)")?.focus();
  });
  rows.addEventListener("input", ({ target }) => {
    const row = target.closest("[data-row]");
    if (!row) return;
    const id = row.querySelector("[data-row-id]");
    id.value ||= newId(); // typed without script and refused: from now on it is the same row at every save
    entitle(row);
  });
};

export const enhance = (root) => {
  const found = [...root.querySelectorAll("[data-rows]")];
  if (root.matches("[data-rows]")) found.push(root);
  found.filter((rows) => !("enhanced" in rows.dataset)).forEach(start);
};
