import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';

const readme = readFileSync('README.md', 'utf8');
const manifest = /```yaml\n(apiVersion: batch\/v1\n[\s\S]*?)```/.exec(readme)?.[1] ?? '';
const mergeCommand = /`(uada bench merge \/runs\/[^`]*)`/.exec(readme)?.[1] ?? '';

// PyYAML as a second opinion on what is YAML; twice the same key is no YAML, which it takes by itself.
const toJson = `
import json, sys, yaml
class Strict(yaml.SafeLoader):
    pass
def mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), keys
    return loader.construct_mapping(node, deep=True)
Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
documents = list(yaml.load_all(sys.stdin.read(), Loader=Strict))
assert len(documents) == 1
json.dump(documents[0], sys.stdout)`;
const hasParser = spawnSync('python3', ['-c', 'import yaml']).status === 0;

/** The words of the container, as the list in the manifest has them: JSON, which is YAML. */
const commandOf = (text: string): readonly string[] => JSON.parse(/^ +command: (\[.*\])$/m.exec(text)?.[1] ?? '[]') as readonly string[];

describe('the Job of README', () => {
  it.skipIf(!hasParser)('is an indexed Job in one document of YAML (skipped where there is no PyYAML)', () => {
    const job = JSON.parse(execFileSync('python3', ['-c', toJson], { input: manifest }).toString());
    expect(Object.keys(job).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: expect.stringMatching(/^[a-z0-9-]{1,63}$/) } });
    const { completionMode, completions, parallelism, template: { spec } } = job.spec;
    // All pods at once: otherwise their runs do not overlap.
    expect([completionMode, parallelism]).toEqual(['Indexed', completions]);
    expect(spec.restartPolicy).toBe('Never');
    const [container] = spec.containers;
    expect(container.command).toEqual(commandOf(manifest));
    const volumes = spec.volumes.map(({ name }: { name: string }) => name);
    for (const { name, mountPath } of container.volumeMounts) expect([volumes.includes(name), mountPath]).toEqual([true, '/runs']);
    expect(container.envFrom[0].secretRef.name).toBe('openai-key');
  });

  it('asks in each pod, and its runs make one report', async () => {
    const simulator = await useSimulator('ttft=5,tokens=4');
    const folder = createTemporaryDirectory();
    const [programs, runs] = [join(folder, 'bin'), join(folder, 'runs')];
    for (const path of [programs, runs]) mkdirSync(path);
    writeFileSync(join(programs, 'uada'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
    chmodSync(join(programs, 'uada'), 0o755);
    const run = promisify(execFile);
    const here = (text: string): string => text.replaceAll('/runs/', `${runs}/`).replace('-d 5m', '-d 1s');
    const [shell, ...words] = commandOf(manifest).map(here);
    const environmentOf = (index: number) => ownEnvironment({
      PATH: `${programs}:${process.env['PATH'] ?? ''}`, OPENAI_BASE_URL: simulator.baseUrls.openai, JOB_COMPLETION_INDEX: String(index),
    });
    await Promise.all([0, 1].map((index) => run(shell!, words, { env: environmentOf(index) })));
    const [zero, one] = [0, 1].map((index) => JSON.parse(readFileSync(join(runs, `${index}.json`), 'utf8')));
    expect([zero.plan, one.plan]).toMatchObject([{ rate: 25, duration_ms: 1000, seed: 0 }, { rate: 25, seed: 1 }]);
    const { stdout, stderr } = await run('sh', ['-c', `${here(mergeCommand)} --json`], { env: environmentOf(0), cwd: folder });
    expect(stderr).toBe('');
    const merged = JSON.parse(stdout);
    expect(merged.plan.rate).toBe(50);
    expect(merged.targets[0].requests.ok).toBe(Number(zero.targets[0].requests.ok) + Number(one.targets[0].requests.ok));
    expect(readFileSync(join(folder, 'all.html'), 'utf8')).toContain('openai/gpt-5-mini');
  });
});
