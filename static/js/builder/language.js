// The interface's words in the editor's language: Django's catalogue (`admin:jsi18n`), which is loaded before any module.
// Without it, or without a translation, they are English. Names in `%(…)s` stand for values.
const { gettext: translated, ngettext: counted } = globalThis; // not those of `django`, which the admin's jQuery replaces

const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);

export const gettext = (text, values = {}) => filled(translated?.(text) ?? text, values);

export const ngettext = (one, many, count, values = {}) => filled(
  counted?.(one, many, count) ?? (count === 1 ? one : many),
  { count, ...values },
);
