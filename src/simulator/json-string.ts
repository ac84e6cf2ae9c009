import type { JsonObject } from '../core/request.js';
import { toNumber } from '../protocols/json.js';

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z', date: '2026-01-31', time: '12:00:00Z', duration: 'PT1H',
  email: 'someone@example.com', hostname: 'example.com', uri: 'https://example.com', uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1', ipv6: '2001:db8::1',
};

/** Tried in turn against a `pattern`: no general inverse of a regular expression is attempted. */
const candidates = ['simulated', 'Simulated', 'SIMULATED', 'a', 'A', '1', '10', '2026', '1.0', '1.0.0', '2026-01-31', 'AB', 'ABC', 'ab-cd', 'AB-12', '#336699', '+15550100', 'en', 'en-US', 'EUR', ''];

const matches = (pattern: string, text: string): boolean => {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
};

/** A string of the schema's format, pattern (where a usual word fits it) and length. */
export const instanceOfString = (schema: JsonObject): string => {
  const known = formats[typeof schema['format'] === 'string' ? schema['format'] : ''];
  if (known !== undefined) return known;
  const { pattern } = schema;
  const found = typeof pattern === 'string' ? candidates.find((text) => matches(pattern, text)) : undefined;
  if (found !== undefined) return found;
  const least = Math.min(toNumber(schema['minLength']) ?? 0, 100_000);
  return 'simulated'.padEnd(least, ' simulated').slice(0, toNumber(schema['maxLength']) ?? undefined);
};
