import { spawn } from 'node:child_process';
import { say, useScriptedServer } from '../helpers/scripted-server.js';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

/** Sends Ctrl-C to a load test without end once the server has been asked so many times, and gives what came of it. */
export const interruptBench = async (requests: number, ...words: readonly string[]) => {
  const server = await useScriptedServer(say('Yes.'));
  const all = ['bench', '-m', 'openai/x', '--base-url', server.url, '-d', '600s', '-c', '2', '--json', '-q', ...words];
  const child = watched(spawn(process.execPath, [bin, ...all], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
  let stdout = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (server.bodies.length < requests && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGINT');
  return { exitCode: await ended, json: JSON.parse(stdout) };
};
