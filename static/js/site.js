// Enhancements only: every page works without this file.
const root = document.documentElement;

const paint = (theme) => {
  for (const source of document.querySelectorAll("source[data-dark]")) {
    const media = source.dataset.media ??= source.media;
    source.media = theme === "dark" ? media.replace(/\(prefers-color-scheme: dark\)( and )?/, "") : "not all";
  }
};
if (root.dataset.theme) paint(root.dataset.theme);

document.querySelector("[data-theme-toggle]")?.addEventListener("click", () => {
  const current = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const theme = current === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  paint(theme);
  try { localStorage.theme = theme; } catch {}
});

// A link to a place on this page leaves the menu open otherwise.
const nav = document.getElementById("nav");
nav?.addEventListener("click", (event) => {
  if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
});

// The table of contents follows the reader.
const links = [...document.querySelectorAll(".toc.rail a")];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
if (links[0] && heads.every(Boolean)) {
  const mark = () => {
    const now = Math.max(0, heads.findLastIndex((head) => head.getBoundingClientRect().top < innerHeight * .3));
    links.forEach((link, n) => link.ariaCurrent = n === now ? "true" : null);
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}
