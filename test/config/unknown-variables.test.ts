import { expect, it } from 'vitest';
import { listUnknownVariables } from '../../src/config/unknown-variables.js';

it('lists UADA_ variables that mean nothing, with what they may be a slip of', () => {
  const environment = {
    UADA_MODLE: 'x', UADA_XYZZY: '1', UADA_MODEL: 'a/b', UADA_CONFIG_DIR: '/c', UADA_DATA_DIR: '/d', PATH: '/bin', OPENAI_API_KEY: 'k',
  };
  expect(listUnknownVariables(environment)).toEqual([
    { name: 'UADA_MODLE', suggestion: 'UADA_MODEL' }, { name: 'UADA_XYZZY', suggestion: undefined },
  ]);
});
