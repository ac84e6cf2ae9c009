import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { runUada } from '../helpers/run-uada.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/bench-report.schema.json', 'utf8')));

const problemsOf = (value: unknown): unknown => (validate(value) ? [] : validate.errors);

const report = async (words: readonly string[]) => JSON.parse((await runUada(['bench', '--json', '-q', ...words])).stdout);

const fast = '--mock=ttft=5,itl=1,tokens=4';

describe('schemas/bench-report.schema.json', () => {
  it.each([
    ['a closed loop', [fast, '-n', '30', '-c', '6']],
    ['an open loop', [fast, '-n', '12', '-r', '60/s', '--arrival', 'gamma:0.5', '--slo', 'ttft.p50<1ms', '--goodput', 'ttft<1s']],
    ['two targets, too short to compare', [fast, '-m', 'openai/a,anthropic/b', '-n', '4', '--max-cost', '1']],
    ['failing targets', ['--mock=fault=500', '-n', '4']],
    ['a refused key', ['--mock=fault=401', '-n', '4']],
    ['a sweep', [fast, '--sweep', '1,2', '-n', '4']],
    ['a search', [fast, '--find-max', 'ttft.p50<1ms', '-n', '20', '-c', '1']],
  ])('describes %s', async (_what, words) => expect(problemsOf(await report(words))).toEqual([]));

  it('describes a saved run and what it is beside another', async () => {
    const file = join(createTemporaryDirectory(), 'run.json');
    const printed = await report([fast, '-n', '30', '-c', '6', '--save', file]);
    expect(problemsOf(JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
    const compared = JSON.parse((await runUada(['bench', 'compare', file, file, '--json', '--fail-if', 'ttft.p50>+10%'])).stdout);
    expect(compared.gates).toHaveLength(1);
    expect(problemsOf(compared)).toEqual([]);
    expect(problemsOf({ ...printed, surprise: 1 })).not.toEqual([]);
    expect(problemsOf({ ...printed, targets: [{ ...printed.targets[0], verdict: 'fine' }] })).not.toEqual([]);
  });

  it.each([
    ['an unknown flag', ['--surprise'], 2],
    ['a load that cannot be', ['--mock', '-c', '0'], 2],
    ['a missing key', ['-m', 'openai/gpt-5-mini'], 3],
    ['a file of results that cannot be written', ['--mock', '--csv', '/nowhere/at/all.csv'], 2],
    ['a run that is not there', ['report', '/nowhere/run.json'], 2],
  ])('describes what %s prints, which is no answer of complete', async (_what, words, exitCode) => {
    const finished = await runUada(['bench', ...words, '--json'], { env: noKeys });
    const printed = JSON.parse(finished.stdout);
    expect([finished.exitCode, problemsOf(printed)]).toEqual([exitCode, []]);
    expect(printed).toMatchObject({ schema: 'uada-bench-1', started_at: null, plan: null, client: null, targets: [] });
    expect(finished.stderr).toContain(printed.error.message);
  });
});
