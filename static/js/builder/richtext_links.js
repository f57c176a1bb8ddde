// Which addresses a link may have: the server's rules (insights/richtext/links.py), told while one types.
import { gettext } from "builder/language";

const decoded = (text) => {
  const area = document.createElement("textarea");
  area.innerHTML = text;
  return area.value;
};
const isPrintable = (text) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);
const STATAMIC = /^statamic:\/\/[a-z_]+::[^\s\\<>"']+$/;

const webFault = (address) => {
  const host = /^[a-z]+:\/\/([^/?#]*)/i.exec(address)?.[1] ?? "";
  if (host.includes("@")) return gettext("An address may not hold a user's name or a password.");
  const [, name, port] = /^(\[[0-9a-f:.]*\]|[^:[\]]*)(?::(\d*))?$/i.exec(host) ?? [];
  if (!name || (port && !(Number(port) > 0 && Number(port) < 65536))) return gettext("The name of the website is missing or wrong.");
  return "";
};

// Why the server would refuse an address, in plain words; empty when it is fine.
export const addressFault = (text, rules) => {
  const address = text.replace(/^ +| +$/g, "");
  if (!address) return gettext("Type an address.");
  if (address.length > rules.longest) return gettext("An address has at most %(count)s characters.", { count: rules.longest });
  if (STATAMIC.test(address) && isPrintable(address)) return "";
  const plain = decoded(address);
  if (!isPrintable(address) || !isPrintable(plain)) return gettext("The address holds characters that cannot be seen. Type it instead of pasting it.");
  if (plain.includes("\\")) return gettext("The address holds a backslash (\\). Use / instead.");
  if (plain.startsWith("//")) return gettext("Write https: before the two slashes.");
  if (/^[/?#]/.test(address)) return "";
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
  if (rules.web.includes(scheme)) return webFault(address);
  if (rules.other.includes(scheme) && address.length > scheme.length + 1) return "";
  if (scheme) return gettext("Links to “%(scheme)s:” are not possible. Use https://…, mailto:…, tel:…, or a page of this site such as /about/.", { scheme });
  return gettext("Write the whole address, such as https://example.org, or /about/ for a page of this site.");
};

// What somebody meant who left the beginning out: example.org, somebody@example.org.
export const completed = (text, rules) => {
  const address = text.trim();
  if (!addressFault(address, rules) || /[\s:]/.test(address)) return address;
  const guess = /^[^@/]+@[^@/]+\.[^@/]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
  return /^[^/]+\.[^/.]{2,}/.test(address) && !addressFault(guess, rules) ? guess : address;
};
