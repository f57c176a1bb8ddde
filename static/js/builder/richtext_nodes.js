// Two nodes the package lacks: pictures by their path among the images, and blocks of another program, kept whole.
import { Node } from "django-prose-editor/editor";
import { gettext } from "builder/language";
import { icon, make } from "builder/richtext_dom";

// What a stored path is to the image chooser: asset::main::image/a.jpg is image/a.jpg.
const pathOf = (src) => String(src ?? "").replace(/^asset::[\w-]+::/, "");

const gone = (path, sprite) => make("span", { class: "rt__gone" }, icon(sprite, "figure"), " ", gettext("%(path)s: no file yet", { path }));

const shown = (node, pictures, sprite, isBlock) => {
  const { src, alt, title } = node.attrs;
  const path = pathOf(src);
  const url = pictures.get(path);
  const view = make("span", { class: isBlock ? "rt__picture" : "rt__picture rt__picture--inline", contenteditable: "false" });
  view.append(url ? make("img", { src: url, alt: alt ?? "", title, draggable: "false" }) : gone(path, sprite));
  if (isBlock) view.append(make("small", {}, alt || gettext("No description yet. Select the picture, then Insert, Picture.")));
  return view;
};

// `stored` is the name in the schema; the editor has one node for images in a line and one for images among blocks.
export const picture = (name, stored, group, pictures, sprite) => {
  const isBlock = name !== stored;
  const tag = isBlock ? "figure" : "img";
  return Node.create({
    name,
    stored,
    group,
    inline: !isBlock,
    atom: true,
    draggable: true,
    addAttributes: () => ({
      src: {
        parseHTML: ({ dataset }) => {
          if (dataset.url?.startsWith("/")) pictures.set(pathOf(dataset.src), dataset.url);
          return dataset.src;
        },
        // No src: the path is no address, and must never be asked for.
        renderHTML: ({ src }) => ({ "data-src": src, "data-url": pictures.get(pathOf(src)) ?? null }),
      },
    }),
    parseHTML: () => [{ tag: `${tag}[data-src]` }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes],
    addNodeView: () => ({ node }) => ({ dom: shown(node, pictures, sprite, isBlock) }),
  });
};

const read = (text) => {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

export const kept = (name, sprite) => Node.create({
  name,
  atom: true,
  draggable: true,
  addAttributes: () => ({
    data: {
      default: null,
      parseHTML: ({ dataset }) => read(dataset.set),
      renderHTML: ({ data }) => ({ "data-set": JSON.stringify(data) }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-set]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () => ({ node }) => {
    const type = node.attrs.data?.values?.type;
    const words = make("span", {}, make("b", {}, type ? gettext("Block “%(name)s”", { name: type }) : gettext("Block")), make("small", {}, gettext("From an imported document: kept as it is, not shown to readers.")));
    return { dom: make("div", { class: "rt__kept", contenteditable: "false" }, icon(sprite, "code"), words) };
  },
});
