import { expect, it } from 'vitest';
import { toTable } from '../../src/cli/table.js';

it('makes each column as wide as its widest cell, and ends no line with blanks', () => {
  expect(toTable([['NAME', 'PRICE', 'CAN'], ['a-long-name', '?', ''], ['b', '$1 / $2', 'vision']]))
    .toBe('NAME         PRICE    CAN\na-long-name  ?\nb            $1 / $2  vision\n');
  expect(toTable([])).toBe('');
});
