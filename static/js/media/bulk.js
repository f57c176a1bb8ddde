// Many files at once: each is sent on its own, one after the other, with how far it is and what is wrong with it.
const TYPES = /^image\/(jpeg|png|webp|avif|gif)$/;
const root = document.querySelector("[data-bulk]");
const part = (name) => root.querySelector(`[data-bulk-${name}]`);
const form = part("form");
const words = root.dataset;
const jobs = [];
let busy = false;

const element = (name, values) => Object.assign(document.createElement(name), values);
const count = (state) => jobs.filter((job) => job.state === state).length;

const tell = () => {
  const over = jobs.filter(({ state }) => state !== "waiting" && state !== "sending").length;
  const numbers = { done: over, all: jobs.length, wrong: count("wrong") };
  part("said").textContent = words.said.replace(/\{(\w+)\}/g, (_all, name) => numbers[name]);
  part("bar").value = over / jobs.length;
  if (!count("done")) return;
  part("next").hidden = false;
  part("next").querySelector("a").classList.add("btn--accent");
};

// `acts` are what may be done about it: [words, function or address].
const show = (job, state, text, acts = []) => {
  job.state = state;
  job.row.className = `file file--${state}`;
  job.row.querySelector(".file__state").textContent = text;
  job.row.querySelector("progress").hidden = state !== "sending";
  job.row.querySelector(".file__acts").replaceChildren(...acts.map(([label, act]) => {
    const made = typeof act === "string"
      ? element("a", { href: act, target: "_blank", textContent: label })
      : element("button", { type: "button", className: "btn", textContent: label, onclick: act });
    made.append(element("span", { className: "unseen", textContent: ` ${job.file.name}` }));
    return made;
  }));
  tell();
};

const picture = (job, url) => url && job.row.querySelector(".file__frame").replaceChildren(
  element("img", { src: url, alt: "", width: 96, height: 64 }),
);

const fault = ({ name, size, type }) => {
  if (type && !TYPES.test(type)) return words.kind;
  return size > Number(words.largest) ? words.large : name ? "" : words.kind;
};

// fetch() cannot tell how much has left. Resolves with the status and the JSON, if it is any; 0 without a connection.
const post = (job) => new Promise((resolve) => {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "folder", "heal"]) {
    const control = form.elements[name];
    if (control && (control.type !== "checkbox" || control.checked)) body.set(name, control.value);
  }
  if (job.again) body.set("again", "1");
  body.set("file", job.file, job.file.name);
  const bar = job.row.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", words.url);
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? loaded / total : 0;
    if (loaded === total) {
      bar.removeAttribute("value");
      job.row.querySelector(".file__state").textContent = words.making;
    }
  });
  for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, () => resolve({ status: 0 }));
  request.addEventListener("load", () => resolve({ status: request.status, data: request.response }));
  request.send(body);
});

const send = async (job) => {
  job.row.querySelector("progress").value = 0;
  show(job, "sending", words.sending);
  const { status, data } = await post(job);
  const again = () => queue(job);
  if (status === 200 && data?.path) {
    picture(job, data.small || data.url);
    show(job, "done", data.healed ? words.healed : words.stored, [[words.open, data.edit]]);
  } else if (data?.there) {
    picture(job, data.there.small || data.there.url);
    const twice = () => { job.again = true; queue(job); };
    show(job, "there", `${words.there}: ${data.there.title || data.there.path}`, [[words.open, data.there.edit], [words.twice, twice]]);
  } else if (data?.message) {
    show(job, "wrong", data.message, [[words.again, again]]);
  } else {
    const why = status === 0 ? words.offline : status >= 500 || status === 413 ? words.broken : words.signedOut;
    show(job, "wrong", why, [[words.again, again]]);
  }
};

const run = async () => {
  if (busy) return;
  busy = true;
  for (let job; (job = jobs.find(({ state }) => state === "waiting"));) await send(job);
  busy = false;
};

const queue = (job) => {
  show(job, "waiting", words.waiting);
  run();
};

const add = (files) => {
  if (!files.length) return;
  part("progress").hidden = false;
  for (const file of files) {
    const row = part("file").content.cloneNode(true).firstElementChild;
    const job = { file, row, state: "waiting" };
    row.querySelector("b").textContent = file.name;
    part("files").append(row);
    jobs.push(job);
    const problem = fault(file);
    show(job, problem ? "wrong" : "waiting", problem || words.waiting);
  }
  run();
};

if (root) {
  const input = form.elements.pictures;
  part("plain").hidden = part("send").hidden = true;
  part("drag").hidden = false;
  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });
  const hasFiles = ({ dataTransfer }) => [...dataTransfer?.types ?? []].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.dataset.over = "";
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => { if (!relatedTarget) delete root.dataset.over; });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    delete root.dataset.over;
    add([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", ({ clipboardData }) => add([...clipboardData?.files ?? []]));
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
}
