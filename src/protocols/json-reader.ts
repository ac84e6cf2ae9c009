import type { JsonObject } from '../core/request.js';
import { unreadable } from './failure.js';
import { isObject, parseJson } from './json.js';

/**
 * Reads the payloads of one stream, of which each is a JSON object. Throws for any other payload, with one exception:
 * an object that breaks off is undefined, because the connection may have ended in it. It is an error as soon as
 * another payload follows.
 */
export const createJsonReader = (provider: string): ((data: string) => JsonObject | undefined) => {
  let isCut = false;
  return (data) => {
    const value = parseJson(data);
    const mayBeCut = value === undefined && data.trimStart().startsWith('{');
    if (isCut || !(isObject(value) || mayBeCut)) throw unreadable(provider, 'a piece of the answer that is not JSON');
    isCut = mayBeCut;
    return isObject(value) ? value : undefined;
  };
};
