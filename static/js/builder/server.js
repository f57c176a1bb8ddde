// Talking to the server: one way to post, which survives an expired sign-in, and one voice for screen readers.
import { signIn, refreshToken, token } from "builder/session";

// Why a request was not done: "offline", "refused" (the server said no, `data` may say why) or "broken".
export class Failure extends Error {
  constructor(kind, status = 0, data = {}) {
    super(data.message ?? kind);
    Object.assign(this, { kind, status, data });
  }
}

const send = async (url, options) => {
  try {
    return await fetch(url, {
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": token(), ...options.headers },
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

// Signed out (401, or a redirect to the sign-in page): sign in here and go on. A stale token (403): fetch a new one, once.
const request = async (url, options) => {
  const response = await send(url, options);
  if (response.status === 401 || response.type === "opaqueredirect") {
    await signIn();
    return answer(await send(url, options));
  }
  if (response.status === 403 && options.method === "POST" && await refreshToken()) return answer(await send(url, options));
  return answer(response);
};

// `values`: an object, FormData or URLSearchParams; the JSON answer comes back. Rejects with a Failure.
export const post = (url, values) => request(url, {
  method: "POST",
  body: values instanceof FormData || values instanceof URLSearchParams ? values : new URLSearchParams(values),
});

export const get = (url) => request(url, { method: "GET" });

export const say = (text) => {
  const voice = document.querySelector("[data-live]");
  if (voice) voice.textContent = text;
};
