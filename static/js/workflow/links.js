// Copies a link's address at a click. Without this, the address stands in a field to be copied by hand.

const said = document.querySelector("[data-said]");

async function copy(button, field) {
  field.select();
  const words = await navigator.clipboard.writeText(field.value).then(() => button.dataset.done, () => button.dataset.failed);
  const label = button.textContent;
  button.textContent = said.textContent = words;
  setTimeout(() => { button.textContent = label; }, 2000);
}

for (const row of document.querySelectorAll("[data-copy-row]")) {
  const [field, button] = [row.querySelector("input"), row.querySelector("[data-copy]")];
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button, field));
  field.addEventListener("focus", () => field.select());
}
