// The sign-in: the token of this page's forms, and signing in again in place when the session has ended.
const root = document.querySelector("[data-builder]");
const dialog = document.querySelector("#signin");
let pending = null;

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// Ask for the token that fits whoever is signed in now, and give it to every form; false when nobody is.
export const refreshToken = async () => {
  const response = await fetch(root?.dataset.session ?? "", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return false;
  const { token: fresh } = await response.json();
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = fresh;
  return true;
};

const logIn = async (name, password) => {
  const { login } = root.dataset;
  const page = new DOMParser().parseFromString(await (await fetch(login)).text(), "text/html");
  const body = new URLSearchParams({ username: name, password, next: root.dataset.session });
  body.set("csrfmiddlewaretoken", page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  await fetch(login, { method: "POST", body });
  return refreshToken();
};

// Shows the dialog once, however many ask; resolves when the person is back, rejects when they put it off.
export const signIn = () => {
  if (!dialog) { location.reload(); return new Promise(() => {}); }
  pending ??= new Promise((resolve, reject) => {
    const focused = document.activeElement;
    const stop = new AbortController();
    const end = (done) => { stop.abort(); pending = null; dialog.close(); focused?.focus(); done(); };
    const error = dialog.querySelector("[data-signin-error]");
    const submit = async (event) => {
      event.preventDefault();
      const form = event.target;
      const inside = await logIn(form.username.value, form.password.value).catch(() => null);
      form.password.value = "";
      if (inside) {
        end(resolve);
        return document.dispatchEvent(new CustomEvent("builder:signed-in"));
      }
      error.hidden = false;
      error.textContent = inside === null ? error.dataset.offline : error.dataset.wrong;
      return form.password.focus();
    };
    const later = () => end(() => reject(new Error("signed out")));
    error.hidden = true;
    dialog.querySelector("form").addEventListener("submit", submit, { signal: stop.signal });
    dialog.querySelector("[data-later]").addEventListener("click", later, { signal: stop.signal });
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); later(); }, { signal: stop.signal });
    dialog.showModal();
    dialog.querySelector("[name=password]").focus();
  });
  return pending;
};
