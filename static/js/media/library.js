// Keys in the grid of pictures: one stop of the Tab key, arrows from picture to picture, Space selects, Enter opens.
const help = document.querySelector("[data-arrows]");
const list = document.querySelector("#result_list tbody");

if (help && list) {
  const { neighbour } = await import(help.dataset.arrows);
  const cards = [...list.rows];
  const controls = (card) => [...card.querySelectorAll(".action-select, .field-name a")];
  const stopAt = (card) => cards.forEach((each) => controls(each).forEach((control) => { control.tabIndex = each === card ? 0 : -1; }));

  list.addEventListener("focusin", ({ target }) => stopAt(target.closest("tr")));
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const card = event.target.closest("tr");
    const box = card.querySelector(".action-select");
    const next = neighbour(cards, card, event.key);
    if (next) {
      event.preventDefault();
      controls(next)[controls(card).indexOf(event.target)]?.focus();
    } else if (box && event.key === (event.target === box ? "Enter" : " ")) {
      event.preventDefault(); // Enter would send the form, Space scroll the page
      controls(card).find((control) => control !== event.target).click();
    }
  });
  stopAt(cards[0]);
  help.hidden = false;
}
