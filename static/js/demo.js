// Open slots on the visitor's own clock, and fresh; how long the form was open. It works without this file.
const form = document.getElementById("demo-form");
const list = document.getElementById("id_slot");
const zone = form?.elements.time_zone;
const chosen = form?.querySelector("[data-chosen]");

// The same for everybody; but whoever moves a demo sees the times round it as open, so that page is asked itself.
const ask = () => {
  if (list.dataset.slots) return fetch(`${list.dataset.slots}?${new URLSearchParams({ zone: zone.value })}`);
  const body = new FormData(form);
  body.set("show", "1");
  return fetch(form.action, { method: "POST", body });
};

const choose = (slot) => {
  const again = [...list.querySelectorAll("input")].find((input) => input.value === slot);
  if (!again) return;
  again.checked = true;
  again.closest("details")?.setAttribute("open", "");
};

const show = async () => {
  const asked = zone.value;
  let page;
  try {
    const answer = await ask();
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { return; }
  if (asked !== zone.value) return; // another zone was chosen meanwhile, and its times are on their way
  const kept = list.querySelector(":checked")?.value ?? chosen.value;
  list.replaceChildren(...(page.getElementById("id_slot") ?? page.body).childNodes);
  choose(kept);
};

if (zone && list) {
  // Who comes back gets the same time again, or none. By themselves browsers choose what stands at its place now.
  addEventListener("pageshow", () => { if (!list.querySelector(":checked")) choose(chosen.value); });
  list.addEventListener("change", ({ target }) => chosen.value = target.value);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own && "fresh" in form.dataset) {
    if (![...zone.options].some((option) => option.value === own)) zone.add(new Option(own.replaceAll("_", " "), own));
    zone.value = own;
    show();
  }
  form.querySelector("[data-show]").hidden = true;
  zone.addEventListener("change", async () => {
    await show();
    form.querySelector("[data-said]").textContent = list.querySelector("[data-clock]").textContent;
  });
}

const elapsed = form?.elements.elapsed;
if (elapsed) form.addEventListener("submit", () => elapsed.value = Math.round(Number(elapsed.value) + performance.now()));
const insight = new URLSearchParams(location.search).get("insight");
if (form && "fresh" in form.dataset && insight) {
  fetch(`/demo/opened/?${new URLSearchParams({ insight })}`, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
}
