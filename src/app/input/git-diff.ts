import { execFile } from 'node:child_process';
import { UadaError } from '../../core/errors.js';
import type { Io } from '../io.js';
import type { NamedInput } from './compose-prompt.js';

/** Which changes: those that the next commit would take, or all since the last one. */
export type DiffKind = 'staged' | 'working';

/** A larger diff is beyond what models read with care, and dear. */
const largestDiffBytes = 1_000_000;

type Words = { readonly name: string; readonly revision: string; readonly none: string; readonly hint: string };

const words: Readonly<Record<DiffKind, Words>> = {
  staged: { name: 'git diff --cached', revision: '--cached', none: 'Nothing is staged for a commit.', hint: 'Stage it with git add, or pipe a diff in.' },
  working: { name: 'git diff HEAD', revision: 'HEAD', none: 'Nothing has changed since the last commit.', hint: 'Name files, or pipe a diff in: git diff main | uada review.' },
};

const failed = (error: Error & { readonly code?: unknown }, name: string, says: string): UadaError => {
  if (error.code === 'ENOENT') return new UadaError('usage', 'git is not installed, so that there is no diff.', { hint: 'Pipe the diff in.', cause: error });
  // Outside of a repository git takes the words for those of its other comparison, and complains of them.
  if (/not a git repository|--no-index/i.test(says)) {
    return new UadaError('usage', 'This directory is in no git repository, so that there is no diff.', { hint: 'Run it in a repository, or pipe the diff in.', cause: error });
  }
  if (/'HEAD'/.test(says)) {
    return new UadaError('usage', 'The repository has no commit yet.', { hint: 'Name files, or pipe a diff in: git diff --cached | uada review.', cause: error });
  }
  const reason = says.split('\n').map((line) => line.replace(/^(?:fatal|error|warning): /, '').trim()).find((line) => line !== '') ?? 'unknown reason';
  return new UadaError('usage', `"${name}" failed: ${reason.replace(/\.$/, '')}.`, { hint: 'Pipe the diff in, or run it in a repository.', cause: error });
};

const tooLarge = (name: string): UadaError =>
  new UadaError('usage', `The output of "${name}" is larger than ${largestDiffBytes / 1e6} MB, more than a model reads with care.`, {
    hint: `Pipe the part that matters: ${name} -- src | uada ….`,
  });

/** A repository may name a program that watches its files for git. */
const noHook = ['-c', 'core.fsmonitor=false'];

type GitIo = Pick<Io, 'environment' | 'signal' | 'warn'>;

const optionsOf = ({ environment, signal }: GitIo) => ({ env: { ...environment, LC_ALL: 'C' }, signal, maxBuffer: largestDiffBytes, windowsHide: true });

/** How many files of the repository git neither tracks nor ignores; 0 when it cannot tell. */
const countUntracked = (io: GitIo): Promise<number> => new Promise((resolve) => {
  execFile('git', [...noHook, 'ls-files', '--others', '--exclude-standard', '-z', ':/'], optionsOf(io), (error, text) => resolve(error === null ? text.split('\0').length - 1 : 0));
});

const untrackedNote = (count: number): string | undefined => {
  if (count === 0) return undefined;
  return count === 1 ? 'One file that git does not track is left out; `git add -N FILE` takes it in.' : `${count} files that git does not track are left out; \`git add -N FILE\` takes one in.`;
};

const readDiff = (kind: DiffKind, io: GitIo, note: string | undefined): Promise<readonly NamedInput[]> =>
  new Promise((resolve, reject) => {
    const { signal } = io;
    const { name, revision, none, hint } = words[kind];
    const settle = (error: Error | null, text: string, says: string): void => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (error !== null && 'code' in error && error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') reject(tooLarge(name));
      else if (error !== null) reject(failed(error, name, says));
      else if (text.trim() === '') reject(new UadaError('usage', none, { hint: note ?? hint }));
      else resolve([{ name, input: { type: 'text', text } }]);
    };
    const flags = ['--no-color', '--no-ext-diff', '--no-textconv'];
    execFile('git', [...noHook, 'diff', ...flags, revision], optionsOf(io), settle);
  });

/**
 * The changes of the repository around the working directory; a warning tells of new files that are not among them.
 * Throws a `usage` error when there are none, they are too many, or git cannot tell. Runs no program that the
 * repository's own settings name.
 */
export const readGitDiff = async (kind: DiffKind, io: GitIo): Promise<readonly NamedInput[]> => {
  const note = kind === 'working' ? untrackedNote(await countUntracked(io)) : undefined;
  const inputs = await readDiff(kind, io, note);
  if (note !== undefined) io.warn(note);
  return inputs;
};
