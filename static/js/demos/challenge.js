// A proof of work, found while the visitor waits; then the form goes off by itself. Without this file a button sends it.
const form = document.querySelector("[data-challenge]");
const { parameters, signature } = JSON.parse(form.dataset.challenge);
const { nonce, salt, cost, keyLength, keyPrefix } = parameters;
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const derive = async (counter) => {
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  new DataView(password.buffer).setUint32(password.length - 4, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
};

const solve = async () => {
  for (let counter = 0; ; counter++) {
    const derivedKey = await derive(counter);
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
};

// The answer takes this page's place, so that "back" leads past it.
const send = async () => {
  const solution = await solve();
  form.elements.altcha.value = btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (answer.redirected) location.replace(answer.url);
  else form.requestSubmit();
};

if (globalThis.crypto?.subtle) send();
