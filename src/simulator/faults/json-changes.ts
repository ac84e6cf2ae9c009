import type { JsonObject } from '../../core/request.js';

type Change = (value: JsonObject) => JsonObject;

const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The piece with the objects on its lines changed; lines that are no JSON objects stay as they are. */
export const changeJson = (piece: string, change: Change): string =>
  piece.replace(/^(data: ?)?(\{.*\})$/gm, (line, field: string | undefined, json: string) => {
    const value = parse(json);
    return value === undefined ? line : `${field ?? ''}${JSON.stringify(change(value))}`;
  });

/** Changes the fields of these names at any depth; undefined drops one. */
const changeFields = (value: unknown, names: ReadonlySet<string>, to: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => changeFields(item, names, to));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, field]) => {
    if (!names.has(name)) return [[name, changeFields(field, names, to)]];
    return to === undefined ? [] : [[name, to]];
  }));
};

const changer = (names: readonly string[], to: unknown): Change => {
  const set = new Set(names);
  return (value) => changeFields(value, set, to) as JsonObject;
};

/** Without token counts, wherever a vendor has them. */
export const dropUsage = changer(['usage', 'usageMetadata', 'prompt_eval_count', 'eval_count'], undefined);

/** Without the reason of the end; what else says that the answer has ended stays. */
export const dropFinish = changer(['finish_reason', 'native_finish_reason', 'finishReason', 'stop_reason', 'done_reason'], null);

/** With fields that no client can know. */
export const addFields: Change = (value) => ({ simulated_new_field: { nested: [1, null, 'x'] }, ...value, zz_simulated: true });

const second = (choice: unknown): unknown => changeFields({ ...(choice as JsonObject), index: 1 }, new Set(['content', 'text']), '(another choice)');

/** With a second choice or candidate that says something else. */
export const addSecondChoice: Change = (value) => Object.fromEntries(Object.entries(value).map(([name, field]) => {
  const list: readonly unknown[] = Array.isArray(field) ? field : [];
  const [first] = list;
  return (name === 'choices' || name === 'candidates') && isJsonObject(first) ? [name, [second(first), first]] : [name, field];
}));
