import { expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import type { ModelInfo } from '../../src/core/provider.js';
import { listModels } from '../../src/providers/list-models.js';
import { listSimulatedModels } from '../../src/simulator/models.js';
import type { Connected } from './connected.js';
import { connect, connectTo, never } from './connected.js';
import type { ContractRow } from './rows.js';
import { serveScript } from './scripted-server.js';

const failureOf = async ({ parts }: Connected): Promise<UadaError> => {
  const result: readonly ModelInfo[] | UadaError = await listModels(parts, never).catch((error: unknown) => {
    if (error instanceof UadaError) return error;
    throw error;
  });
  if (!(result instanceof UadaError)) throw new Error('The list came.');
  return result;
};

/** What model lists are like. */
export const modelListContract = (row: ContractRow): void => {
  it(`${row.name}: the models are listed`, async () => {
    const models = await listModels((await connect(row)).parts, never);
    expect(models.map((model) => model.id)).toEqual(listSimulatedModels(row.simulated).map((model) => model.id));
    expect(models.every((model) => model.isChat !== false && !model.isDeprecated)).toBe(true);
  });

  it(`${row.name}: a list that is refused or no list is an error`, async () => {
    expect(await failureOf(await connect(row, '', { key: 'invalid-key-1234567890' }))).toMatchObject({ kind: 'auth', provider: row.row.id });
    expect(await failureOf(await connect(row, 'fault=503'))).toMatchObject({ kind: 'provider', isRetryable: true });
    expect(await failureOf(await connect(row, 'fault=html'))).toMatchObject({ kind: 'provider', provider: row.row.id });
    expect(await failureOf(await connect(row, 'fault=reset'))).toMatchObject({ kind: 'network' });
  });

  const { modelPages: pages } = row;
  if (pages === undefined) return;
  it(`${row.name}: the pages of a list are put together`, async () => {
    const server = await serveScript(row, { type: 'body', body: (url) => (url.includes(pages.asks) ? pages.second : pages.first) });
    const models = await listModels((await connectTo(row, server.origin)).parts, never);
    expect(models.map((model) => model.id)).toEqual(['one', 'two']);
    expect(server.urls).toHaveLength(2);
  });
};
