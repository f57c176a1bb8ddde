// Runs before the first paint, so that neither the reader's theme nor the tools that need scripts arrive late.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {}
