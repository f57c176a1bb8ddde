// Links to copy, the device's own sharing, and the way back to where the reader stopped.
const one = (query) => document.querySelector(query);
const said = one("[data-said]"), resume = one("[data-resume]"), url = one("link[rel=canonical]").href;
const copy = async (link) => {
  await navigator.clipboard.writeText(link);
  said.textContent = said.dataset.said;
};
const offer = (item, can, onclick) => Object.assign(item, { hidden: !can, onclick });
offer(one("[data-copy]"), navigator.clipboard, () => copy(url));
offer(one("[data-share]"), navigator.share, () => navigator.share({ title: document.title, url }).catch(() => {}));

for (const head of document.querySelectorAll(".prose :is(h2, h3, h4)[id]")) {
  const link = document.createElement("a");
  Object.assign(link, { className: "anchor", href: `#${head.id}`, textContent: "#", ariaLabel: said.dataset.link });
  const say = (words) => {
    link.textContent = words || "#";
    link.classList.toggle("anchor--said", !!words);
  };
  link.onclick = async () => {
    if (!navigator.clipboard) return;
    await copy(link.href);
    say(said.dataset.said);
    setTimeout(say, 2000);
  };
  head.append(" ", link);
}

// How far down the article was left, as a part of its length.
const key = `at ${location.pathname}`;
const end = () => one(".after").getBoundingClientRect().top + scrollY;
try { resume.hidden = !localStorage[key] || location.hash || scrollY; } catch {}
resume.onclick = () => scrollTo(0, localStorage[key] * end());
addEventListener("scroll", () => resume.hidden = true, { once: true });
addEventListener("visibilitychange", () => {
  const at = scrollY / end();
  try { if (at > .9) delete localStorage[key]; else if (at > .05) localStorage[key] = at; } catch {}
});

// Once it is looked at, the page says so: a number, not a name. A campaign's name goes along to the demo page.
const looked = () => fetch(`${new URL(url).pathname}seen/`, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
if (document.visibilityState === "visible") looked();
else addEventListener("visibilitychange", looked, { once: true });
const campaign = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith("utm_"));
for (const link of campaign.length ? document.querySelectorAll('a[href^="/demo/"]') : []) {
  const to = new URL(link.href);
  for (const [name, value] of campaign) to.searchParams.set(name, value);
  link.href = to;
}
