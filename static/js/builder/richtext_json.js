// Between what is stored and what the editor works on. They differ in three points: an image that stands among blocks
// has a name of its own in the editor, a foreign block is one opaque value, and an empty text has one paragraph to type in.
const EMPTY = { type: "paragraph" };

const holdsWords = (schema, type) => /\b(inline|text)\b/.test(schema.nodes[type]?.content ?? "");

const inward = (schema, parent) => (node) => {
  if (schema.nodes[node.type]?.opaque) return { type: node.type, attrs: { data: node.attrs ?? null } };
  const type = (!holdsWords(schema, parent) && schema.standalone[node.type]) || node.type;
  const content = node.content?.map(inward(schema, node.type));
  return content ? { ...node, type, content } : { ...node, type };
};

export const toEditor = (schema, nodes) => ({
  type: "doc",
  content: nodes.length ? nodes.map(inward(schema, "doc")) : [EMPTY],
});

const set = (values) => Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== undefined);
const withAttrs = (node, values) => (set(values).length ? { ...node, attrs: Object.fromEntries(set(values)) } : node);

const outward = (schema, names) => (node) => {
  const type = names[node.type] ?? node.type;
  if (schema.nodes[type]?.opaque) return node.attrs.data === null ? { type } : { type, attrs: node.attrs.data };
  const out = withAttrs({ type }, node.attrs);
  if (node.marks?.length) out.marks = node.marks.map((mark) => withAttrs({ type: mark.type }, mark.attrs));
  if (node.text !== undefined) out.text = node.text;
  if (node.content?.length) out.content = node.content.map(outward(schema, names));
  return out;
};

const isBare = (node) => node.type === EMPTY.type && !node.attrs && !node.content;

export const fromEditor = (schema, doc) => {
  const names = Object.fromEntries(Object.entries(schema.standalone).map(([name, block]) => [block, name]));
  const nodes = (doc.content ?? []).map(outward(schema, names));
  return nodes.length === 1 && isBare(nodes[0]) ? [] : nodes;
};

// Normal form for comparing: no nulls, no defaults, marks in one order, neighbouring texts of one look joined.
const said = (values, rules) => set(values)
  .filter(([name, value]) => value !== rules?.[name]?.default)
  .sort(([first], [second]) => (first < second ? -1 : 1));

const joined = (parts) => {
  const found = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last?.type === "text" && part.type === "text" && String(last.look) === String(part.look)) last.text += part.text;
    else found.push(part);
  }
  return found;
};

const normal = (schema) => (node) => {
  const kind = schema.nodes[node.type];
  const look = (node.marks ?? []).map((mark) => JSON.stringify([mark.type, said(mark.attrs, schema.marks[mark.type])])).sort();
  return {
    type: node.type,
    attrs: kind?.opaque ? JSON.stringify(node.attrs ?? null) : said(node.attrs, kind?.attrs),
    look,
    text: node.text ?? "",
    content: joined((node.content ?? []).map(normal(schema))),
  };
};

const saysNothing = (nodes) => nodes.length === 1 && nodes[0].type === EMPTY.type && !nodes[0].attrs.length && !nodes[0].content.length;

// Whether two lists of stored nodes mean the same.
export const same = (schema, ...lists) => {
  const [first, second] = lists.map((nodes) => nodes.map(normal(schema)))
    .map((nodes) => JSON.stringify(saysNothing(nodes) ? [] : nodes));
  return first === second;
};
