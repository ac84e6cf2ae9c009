import { UadaError } from '../../core/errors.js';

/** A place for a value; a backslash before it leaves it as it is written. */
const place = /\\?\{\{[ \t]*([a-z_][\w-]*)[ \t]*\}\}/gi;

/** The names in the places of a text, each once. */
export const placesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(place)].filter(([whole]) => !whole.startsWith('\\')).map(([, name = '']) => name));

/**
 * Puts values into the places of a text, once: a `{{…}}` inside a value stays as it is. Throws a `usage` error that
 * names the first place without a value.
 */
export const fillTemplate = (text: string, template: string, values: ReadonlyMap<string, string>): string =>
  text.replace(place, (whole, name: string) => {
    if (whole.startsWith('\\')) return whole.slice(1);
    const value = values.get(name);
    if (value !== undefined) return value;
    throw new UadaError('usage', `The template ${template} needs a value for ${name}.`, { hint: `Give it: --var ${name}=VALUE.` });
  });
