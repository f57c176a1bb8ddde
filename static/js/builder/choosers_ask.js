// Asking the server on behalf of a chooser, and saying in plain words why it did not answer.
import { gettext } from "builder/language";
import { get } from "builder/server";

const WHY = {
  offline: gettext("No connection. Nothing is lost: try again when you are back online."),
  "signed-out": gettext("You are signed out. Sign in in another tab, then try again: what you typed stays here."),
  refused: gettext("You may not do this."),
  broken: gettext("The server could not do this. Try again."),
};

// Where signing in again in place is possible it is asked for; a page without that must not reload and lose what is typed.
export const canSignIn = () => Boolean(document.querySelector("#signin"));
export const ask = (url, values) => get(`${url}?${new URLSearchParams(values)}`, { quiet: !canSignIn() });

// A refusal that comes with words of the server says those.
export const why = ({ kind, data }) => data?.message ?? WHY[kind] ?? WHY.broken;
