import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, readDurationMs } from '../../src/config/duration.js';

describe('readDurationMs', () => {
  it.each([
    ['0', 0], ['0s', 0], ['90', 90_000], ['1.5', 1500], ['.5s', 500], ['500ms', 500], ['1.5s', 1500], ['0.29s', 290], ['30s', 30_000],
    ['5m', 300_000], ['2h', 7_200_000], ['7d', 604_800_000], ['1w', 604_800_000], ['1h30m', 5_400_000], ['1h 30m', 5_400_000],
    ['10 minutes', 600_000], ['1 day', 86_400_000], ['  30s\n', 30_000], ['1.5ms', 2],
  ])('reads %j', (text, expected) => {
    expect(readDurationMs(text)).toEqual({ value: expected });
  });

  it.each([
    ['', 'must be a duration such as'], ['soon', 'must be a duration such as'], ['s', 'must be a duration such as'], ['1.s', 'must be a duration such as'],
    ['1e3', 'must be a duration such as'], ['1h30', 'must be a duration such as'], ['1,5s', 'must be a duration such as'], ['0x10', 'must be a duration such as'],
    ['Infinity', 'must be a duration such as'], ['NaN', 'must be a duration such as'], ['+5s', 'must be a duration such as'],
    ['-5s', 'must not be negative'], ['−5s', 'must not be negative'],
    ['5 parsecs', 'has the unknown unit "parsecs": use ms, s, m, h, d or w'], ['5M', 'has the unknown unit "M"'], ['5µs', 'has the unknown unit "µs"'],
    ['0.1ms', 'must be 0 or at least 1ms'], ['99999999999999999999d', 'is too long a time'],
  ])('refuses %j and says why', (text, problem) => {
    expect(readDurationMs(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('reads back every spelling of formatDuration exactly', () => {
    fc.assert(fc.property(fc.oneof(fc.nat(), fc.nat({ max: 1e6 }).map((days) => days * 86_400_000)), (durationMs) => {
      expect(readDurationMs(formatDuration(durationMs))).toEqual({ value: durationMs });
    }));
  });

  it('adds up the parts of a compound duration', () => {
    const nat = fc.nat({ max: 1000 });
    fc.assert(fc.property(nat, nat, nat, nat, (hours, minutes, seconds, milliseconds) => {
      const text = `${hours}h${minutes}m ${seconds}s${milliseconds}ms`;
      expect(readDurationMs(text)).toEqual({ value: ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds });
    }));
  });

  it('gives a whole number of milliseconds or a problem for any text', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...Array.from('0123456789.-+ \nmshdwe,\u0000é')), maxLength: 40 });
    fc.assert(fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      const reading = readDurationMs(text);
      if ('value' in reading) expect(Number.isSafeInteger(reading.value) && reading.value >= 0).toBe(true);
      else expect(reading.problem).not.toBe('');
    }), { numRuns: 3000 });
  });
});

describe('formatDuration', () => {
  it.each([[0, '0'], [1, '1ms'], [1500, '1500ms'], [90_000, '90s'], [120_000, '2m'], [5_400_000, '90m'], [604_800_000, '7d']])('spells %d as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
