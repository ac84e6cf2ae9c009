import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn } from '../../../src/app/names-in.js';
import { complete } from '../../../src/ui/chat/completion.js';

const directory = mkdtempSync(join(tmpdir(), 'uada-completion-'));
for (const name of ['Readme.md', 'readers.txt', 'notes one.txt', '.hidden', 'bad\u0007name']) writeFileSync(join(directory, name), '');
mkdirSync(join(directory, 'src'));
symlinkSync(join(directory, 'src'), join(directory, 'linked'), 'dir');
symlinkSync(join(directory, 'nowhere'), join(directory, 'lost'));
const models = (): Promise<readonly string[]> => Promise.resolve(['groq/a-1', 'groq/a-2', 'openai/b']);
const completed = (text: string): ReturnType<typeof complete> => complete(text.replace('DIR', directory), { models, namesIn });
const shown = async (text: string): Promise<string | undefined> => {
  const completion = await completed(text);
  return completion === undefined ? undefined : [completion.text.replace(directory, 'DIR'), ...completion.candidates].join('|');
};

describe('Tab', () => {
  it.each([
    ['/mo', '/model '], ['/s', '/s|system|save'], ['/model g', '/model groq/a-|groq/a-1|groq/a-2'], ['/model o', '/model openai/b'],
    ['/file DIR/no', '/file DIR/notes one.txt'], ['/file DIR/notes o', '/file DIR/notes one.txt'], ['/save DIR/s', '/save DIR/src/'], ['/file DIR/.', '/file DIR/.hidden'],
    ['/attach DIR/no', '/attach DIR/notes one.txt'], ['/IMAGE DIR/no', '/IMAGE DIR/notes one.txt'], ['/file DIR/li', '/file DIR/linked/'], ['/file DIR/lo', '/file DIR/lost'],
    ['/file DIR/re', '/file DIR/re|Readme.md|readers.txt'], ['/file DIR/b', undefined], ['/file DIR/none/x', undefined], ['/system re', undefined], ['hello', undefined],
  ])('makes of %j %j', async (text, expected) => {
    expect(await shown(text)).toBe(expected);
  });

  it('offers what is in a directory', async () => {
    expect((await completed('/file DIR/'))?.candidates).toEqual(['Readme.md', 'linked/', 'lost', 'notes one.txt', 'readers.txt', 'src/']);
  });

  it.each([
    ['win32', 'C:\\Users\\me/', 'C:\\Users\\me/notes.md'], ['win32', 'C:\\Users\\', 'C:\\Users\\notes.md'], ['linux', 'docs/', 'docs/notes.md'],
  ] as const)('splits a path of %s behind %j', async (platform, directoryOfPath, expected) => {
    const names = { models, namesIn: (asked: string) => Promise.resolve(asked === directoryOfPath ? ['notes.md'] : []) };
    expect((await complete(`/file ${directoryOfPath}no`, names, platform))?.text).toBe(`/file ${expected}`);
  });

  it('takes a backslash for a part of the name where it is no separator', async () => {
    const names = { models, namesIn: (asked: string) => Promise.resolve(asked === '' ? ['a\\b'] : []) };
    expect((await complete('/file a\\', names, 'linux'))?.text).toBe('/file a\\b');
  });
});
