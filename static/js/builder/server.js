// Talking to the server: one way to post, which survives an expired sign-in, and one voice for screen readers.
import { gettext } from "builder/language";
import { refreshToken, signIn, token } from "builder/session";

// Why a request was not done: "offline", "signed-out", "refused" (the server said no; `data` says why) or "broken".
export class Failure extends Error {
  constructor(kind, status = 0, data = {}) {
    super(data.message ?? gettext("the server refused it"));
    Object.assign(this, { kind, status, data });
  }
}

const send = async (url, options) => {
  try {
    return await fetch(url, {
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      redirect: "manual",
    });
  } catch {
    throw new Failure("offline");
  }
};

const answer = async (response) => {
  const data = await response.json().catch(() => ({}));
  if (response.ok) return data;
  throw new Failure(response.status >= 500 ? "broken" : "refused", response.status, data);
};

const isOut = (response) => response.status === 401 || response.type === "opaqueredirect";

// `body` may hold the token of a form: the header counts only where the body has none, so both are renewed.
const renewed = (options) => {
  if (options.body?.has?.("csrfmiddlewaretoken")) options.body.set("csrfmiddlewaretoken", token());
  return options;
};

const request = async (url, options, quiet) => {
  const response = await send(url, options);
  if (isOut(response)) {
    if (quiet) throw new Failure("signed-out");
    await signIn().catch(() => { throw new Failure("signed-out"); });
    return answer(await send(url, renewed(options)));
  }
  const isForged = response.status === 403 && options.method === "POST" && !response.headers.get("Content-Type")?.includes("json");
  if (isForged && await refreshToken()) return answer(await send(url, renewed(options)));
  return answer(response);
};

// `values`: an object, FormData or URLSearchParams; the JSON answer comes back. Rejects with a Failure.
export const post = (url, values = {}) => request(url, {
  method: "POST",
  body: values instanceof FormData || values instanceof URLSearchParams ? values : new URLSearchParams(values),
});

// `quiet`: fail rather than ask to sign in, for what happens on its own.
export const get = (url, { quiet = false } = {}) => request(url, { method: "GET" }, quiet);

const voice = document.querySelector("[data-live]");
export const say = (text) => { if (voice) voice.textContent = text; };

const state = document.querySelector("[data-saved]");
export const saved = (text, isBad = false) => {
  if (!state) return;
  state.textContent = text;
  state.classList.toggle("saved--bad", isBad);
};
export const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
