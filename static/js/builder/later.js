// What only forms need is fetched when the page is there, or when the first form is asked for: the list comes first.
let enhance = null;
let coming = null;

// Resolves when forms can be enhanced; also when that failed, since they work without.
export const ready = () => {
  coming ??= import("builder/fields").then((fields) => { ({ enhance } = fields); }, (error) => {
    console.warn("What forms need cannot be loaded:", error);
    coming = null;
  });
  return coming;
};

export const arrived = (root) => (enhance ? enhance(root) : ready().then(() => enhance?.(root)));
