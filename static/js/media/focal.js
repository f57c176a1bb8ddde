// The focal point of a picture: a click on it writes the two numbers, and the numbers move the mark and the crops.
const MAX_BYTES = 10 * 1024 * 1024;
const root = document.querySelector("[data-focal]");
const [across, down] = ["x", "y"].map((axis) => document.querySelector(`#id_focal_${axis}`));

const share = ({ value }) => Math.min(Math.max(Number.parseFloat(value) || 0, 0), 1);

// Where `object-position` has to be for the point to be in the middle of a frame, as far as the edges allow.
const along = (point, whole, part) => (whole > part ? Math.min(Math.max((point * whole - part / 2) / (whole - part), 0), 1) : 0.5);

const place = (cut, picture) => {
  const { offsetWidth, offsetHeight } = cut;
  const scale = Math.max(offsetWidth / picture.naturalWidth, offsetHeight / picture.naturalHeight);
  const x = along(share(across), picture.naturalWidth * scale, offsetWidth);
  const y = along(share(down), picture.naturalHeight * scale, offsetHeight);
  cut.style.objectPosition = `${x * 100}% ${y * 100}%`;
};

if (root && across && down) {
  const picture = root.querySelector("[data-focal-picture] img");
  const mark = root.querySelector("[data-focal-mark]");
  const cuts = root.querySelector("[data-focal-cuts]");
  const show = () => {
    mark.style.left = `${share(across) * 100}%`;
    mark.style.top = `${share(down) * 100}%`;
    cuts.querySelectorAll("img").forEach((cut) => place(cut, picture));
  };
  mark.hidden = cuts.hidden = false;
  for (const input of [across, down]) {
    input.step = "0.01";
    input.value = Math.round(share(input) * 100) / 100;
    input.addEventListener("input", show);
  }
  root.querySelector("[data-focal-picture]").addEventListener("click", ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    across.value = share({ value: (clientX - left) / width }).toFixed(2);
    down.value = share({ value: (clientY - top) / height }).toFixed(2);
    show();
  });
  if (picture.complete) show();
  picture.addEventListener("load", show);
}

// What is too large is told before it travels.
document.querySelector("#id_file")?.addEventListener("change", ({ target }) => {
  target.setCustomValidity(target.files[0]?.size > MAX_BYTES ? target.dataset.large : "");
  target.reportValidity();
});
