import { toModelId } from './model-path.js';

export type Target = { readonly model: string; readonly isStream: boolean };

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The model and the method that a path names; undefined when it is no chat call. */
export const readTarget = (path: string): Target | undefined => {
  const match = /^\/v1(?:beta|alpha)?\/((?:models|tunedModels)\/[^/]+):(generateContent|streamGenerateContent)$/.exec(decode(path) ?? '');
  if (match?.[1] === undefined) return undefined;
  return { model: toModelId(match[1]), isStream: match[2] === 'streamGenerateContent' };
};
