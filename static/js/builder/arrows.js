// Which of the items that are laid out in rows a key leads to: itself where nothing is further, none for other keys.
export const neighbour = (items, item, key) => {
  const at = items.indexOf(item);
  const perRow = items.filter((each) => each.offsetTop === items[0].offsetTop).length;
  const onward = getComputedStyle(item).direction === "rtl" ? -1 : 1;
  const by = { ArrowLeft: -onward, ArrowRight: onward, ArrowUp: -perRow, ArrowDown: perRow, Home: -at, End: items.length - 1 - at }[key];
  if (by === undefined) return null;
  const last = items.at(-1);
  return items[at + by] ?? (key === "ArrowDown" && last.offsetTop > item.offsetTop ? last : item);
};
