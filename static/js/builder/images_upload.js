// Sending an image: judged here first where that is possible, with its progress, and a plain reason when it fails.
import { canSignIn, why } from "builder/choosers_ask";
import { gettext } from "builder/language";
import { Failure, post } from "builder/server";
import { token } from "builder/session";

const TYPES = /^image\/(jpeg|png|webp|avif|gif)$/;
const MAX_BYTES = 10 * 1024 * 1024;

// What is wrong with a file as far as its name and size tell; the server looks inside.
export const fault = (file) => {
  if (!file) return gettext("Choose a file first.");
  if (file.type && !TYPES.test(file.type)) return gettext("“%(name)s” is not a JPEG, PNG, WebP, AVIF or GIF image.", { name: file.name });
  return file.size > MAX_BYTES ? gettext("“%(name)s” is larger than 10 MB.", { name: file.name }) : "";
};

// The first image among what was dropped or pasted; any file if none is one, so that it can be told why not.
export const fileIn = (transfer) => {
  const files = [...(transfer?.files ?? [])];
  return files.find(({ type }) => TYPES.test(type)) ?? files[0];
};

// fetch() cannot tell how much has left, so this is the old way. Resolves with the status and the JSON, if it is any.
const send = (url, body, progress) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", token());
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
  request.addEventListener("error", () => reject(new Failure("offline")));
  request.addEventListener("load", () => resolve({ status: request.status, data: request.response }));
  request.send(body);
});

const sent = async (url, body, progress) => {
  const { status, data } = await send(url, body, progress);
  if (status === 200 && data?.path) return data;
  if (data?.message) throw new Failure("refused", status, data);
  if (status >= 500) throw new Failure("broken", status);
  if (status === 413) throw new Failure("refused", status, { message: gettext("The file is larger than the server takes.") });
  // No words of ours: signed out, or a token of yesterday. The other way knows how to mend both.
  if (!canSignIn()) throw new Failure("signed-out", status);
  return post(url, body);
};

// Resolves with the new picture; rejects with an Error whose message is meant to be read, and which has `there` when the
// library holds this very file. `more`: `decorative` and `again`, the latter to store it a second time.
export const upload = async (url, file, alt = "", progress = () => {}, more = {}) => {
  const problem = fault(file);
  if (problem) throw new Error(problem);
  const body = new FormData();
  body.set("alt", alt);
  for (const name of Object.keys(more).filter((each) => more[each])) body.set(name, "1");
  body.set("file", file, file.name || "pasted");
  try {
    return await sent(url, body, progress);
  } catch (failure) {
    throw Object.assign(new Error(why(failure)), { there: failure.data?.there });
  }
};
