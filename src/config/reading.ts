/**
 * What came of reading one setting: its value, or a problem worded to follow the name of where it stood,
 * for example `must be a whole number`.
 */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string };
