import { describe, expect, it } from 'vitest';
import { createMarkdownStream } from '../../../src/render/markdown/markdown-stream.js';
import { createTheme } from '../../../src/render/markdown/theme.js';

const render = (text: string, width = 40, color = false): readonly string[] => {
  const stream = createMarkdownStream({ width, theme: createTheme({ color }) });
  return [...stream.push(text), ...stream.finish()];
};

const cases: readonly (readonly [name: string, text: string, lines: readonly string[]])[] = [
  ['headings', '# One\n\n### Three ###\ntext', ['# One', '', '### Three', 'text']],
  ['an underlined heading', 'Title\n=====\ntext', ['# Title', 'text']],
  ['soft and hard line breaks', 'one\ntwo  \nthree\\\nfour<br>five', ['one', 'two', 'three', 'four', 'five']],
  ['wrapped words', 'A sentence that is longer than the forty columns of the window.', ['A sentence that is longer than the forty', 'columns of the window.']],
  ['a word longer than the window', 'x'.repeat(50), ['x'.repeat(40), 'x'.repeat(10)]],
  ['Chinese without blanks', '中文'.repeat(11), ['中文'.repeat(10), '中文']],
  ['no line that begins with a full stop', `${'中文'.repeat(10)}。`, [`${'中文'.repeat(9)}中`, '文。']],
  ['nested lists', '- a\n  - b\n    1. c\n    2. d\n- e', ['- a', '  - b', '    1. c', '    2. d', '- e']],
  ['a list that a model indents too little', '1. a\n  - b\n2. c', ['1. a', '   - b', '2. c']],
  ['numbers that go on counting', '3. a\n3. b\n3. c', ['3. a', '4. b', '5. c']],
  ['tasks', '- [ ] open\n- [x] done', ['- [ ] open', '- [x] done']],
  ['paragraphs in an item', '- a\n\n  b\n\nc', ['- a', '', '  b', '', 'c']],
  ['quotes', '> a\n> > b\n>\n> c\n\nd', ['> a', '> > b', '>', '> c', '', 'd']],
  ['code that is only indented', 'a\n\n    b\n      c\n\nd', ['a', '', '    b', '      c', '', 'd']],
  ['code in an item', '1. a\n   ```sh\n   ls\n     -l\n   ```\n2. b', ['1. a', '   ```sh', '   ls', '     -l', '   ```', '2. b']],
  ['code that is cut off', '```js\nlet a', ['```js', 'let a']],
  ['a fence that a model does not indent', '- a\n  ```\nb\n  ```\n- c', ['- a', '  ```', '  b', '  ```', '- c']],
  ['long lines of code whole', `\`\`\`\n${'y'.repeat(60)}\n\`\`\``, ['```', 'y'.repeat(60), '```']],
  ['a rule', 'a\n\n---\n\nb', ['a', '', '─'.repeat(40), '', 'b']],
  ['links and images', '[text](http://a.b) <http://c.d> ![alt](e.png)', ['text (http://a.b) http://c.d [alt]', '(e.png)']],
  ['inline code', 'a `b c` d', ['a `b c` d']],
  ['character references', '&lt;b&gt; &amp; &hellip; &unknown;', ['<b> & … &unknown;']],
  ['formulas', '\\(a_1\\) and \\[b\\]', ['\\(a_1\\) and \\[b\\]']],
  ['one tilde', '~5 to ~6 and ~7~', ['~5 to ~6 and ~7~']],
  ['stars that are no emphasis', '2 * 3 * 4 and snake_case_name', ['2 * 3 * 4 and snake_case_name']],
  ['stars that multiply', '5*3 = 15, 2*4*6 and a*b, but *c*, **d**e and f**g**', ['5*3 = 15, 2*4*6 and a*b, but c, de and', 'fg']],
  ['Greek and raised factors', '2*π and 3*π, β*x + γ*y, x²*y + z²*w', ['2*π and 3*π, β*x + γ*y, x²*y + z²*w']],
  ['factors with accents', 'é*2 + 3*ü', ['é*2 + 3*ü']],
  ['emphasis in scripts without blanks', '中文*强调*中文, ภาษา*เน้น*ไทย', ['中文强调中文, ภาษาเน้นไทย']],
  ['a table', '| a | b |\n|:--|--:|\n| long | 1 |\n| x \\| y | 22 |', ['a     │  b', '──────┼───', 'long  │  1', 'x | y │ 22']],
  ['a table without outer bars', 'a | b\n--|--\nc | d', ['a │ b', '──┼──', 'c │ d']],
  ['a table fitted to the window', `| key | text |\n|---|---|\n| a | ${'word '.repeat(10)}|`, [
    'key │ text', `────┼─${'─'.repeat(34)}`, 'a   │ word word word word word word word', '    │ word word word',
  ]],
  ['cells that are too many', '| a | b |\n|---|---|\n| 1 | 2 | 3 |', ['a │ b', '──┼──────', '1 │ 2 | 3']],
  ['a bar in a sentence', 'this | that\nand on', ['this | that', 'and on']],
];

describe('the look of Markdown', () => {
  it.each(cases)('without colours: %s', (_name, text, lines) => {
    expect(render(text)).toEqual(lines);
  });

  it('shows a table that is too wide for columns row by row', () => {
    const header = ['first', 'second', 'third', 'fourth'];
    const table = [header, header.map(() => '---'), ['alpha beta', 'gamma', 'delta', 'epsilon']].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    expect(render(table, 20)).toEqual(['first: alpha beta', 'second: gamma', 'third: delta', 'fourth: epsilon']);
  });

  it('colours with the sixteen colours', () => {
    expect(render('**a** `b`', 40, true)).toEqual(['\u001b[1ma\u001b[22m \u001b[36mb\u001b[39m']);
    expect(render('```py\ndef f(): # c\n```', 40, true)).toEqual([
      '\u001b[2m── py ──\u001b[22m', '\u001b[35mdef\u001b[39m \u001b[34mf\u001b[39m(): \u001b[2m# c\u001b[22m', '\u001b[2m────\u001b[22m',
    ]);
  });

  it('keeps the words of a table whole where there is room, and sets rows of several lines off', () => {
    const text = '| Name | What it is | Why |\n|---|---|---|\n| Mutex | a lock that one holds at a time | mutual_exclusion |\n| Semaphore | a counter | slots |\n| Latch | a gate | start |';
    expect(render(text, 44)).toEqual([
      'Name      │ What it is    │ Why', '──────────┼───────────────┼─────────────────',
      'Mutex     │ a lock that   │ mutual_exclusion', '          │ one holds at  │', '          │ a time        │', '──────────┼───────────────┼─────────────────',
      'Semaphore │ a counter     │ slots', 'Latch     │ a gate        │ start',
    ]);
  });

  it('leaves narrow columns room for longer cells in rows to come', () => {
    const row = (name: string): string => `| ${name} | ${'many words '.repeat(12)} | ${'others here '.repeat(12)} |`;
    const lines = render(`| Name | One | Two |\n|---|---|---|\n${row('Mutex')}\n${row('Semaphore')}`, 60);
    expect(lines.some((line) => line.startsWith('Semaphore │'))).toBe(true);
  });

  it('shows boxes in place of the bullets of tasks', () => {
    expect(render('- [ ] open\n- [x] done\n  more of it\n  - [X] inner\n- [link](http://a.b)', 40, true).map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual([
      '[ ] open', '[✓] done', '    more of it', '    [✓] inner', '• link (http://a.b)',
    ]);
    expect(render('1. [x] done')).toEqual(['1. [x] done']);
  });

  it('tells commands, flags and text of a shell apart', () => {
    const colours: Readonly<Record<string, string>> = { 34: 'command', 36: 'teal', 35: 'keyword', 2: 'comment', 32: 'string' };
    const parts = (language: string, line: string): readonly string[] =>
      Array.from((render(`\`\`\`${language}\n${line}\n\`\`\``, 80, true)[1] ?? '').matchAll(/\u001b\[(\d+)m([^\u001b]+)/g), ([, colour = '', text = '']) => `${colours[colour] ?? ''} ${text}`).filter((part) => /^[a-z]/.test(part));
    expect(parts('sh', 'A=b npm ci --omit=dev && sudo ./run -x "y" http://a.b/#c 2>&1 # d')).toEqual(['command npm', 'teal --omit', 'command sudo', 'command ./run', 'teal -x', 'string "y"', 'teal 2', 'teal 1', 'comment # d']);
    expect(parts('bash', 'if grep x; then echo Yes; fi')).toEqual(['keyword if', 'command grep', 'keyword then', 'command echo', 'keyword fi']);
    expect(parts('powershell', 'Get-ChildItem | Sort-Object -Property Name')).toEqual(['command Get-ChildItem', 'command Sort-Object', 'teal -Property']);
    expect(parts('console', '$ ls -la')).toEqual(['command ls', 'teal -la']);
    expect(parts('console', 'total of none')).toEqual([]);
  });

  it('carries a string over the lines of code it holds', () => {
    const lines = render('```js\nlet a = `one\ntwo`; b\n```', 40, true);
    expect(lines[1]).toContain('\u001b[32m`one\u001b[39m');
    expect(lines[2]).toBe('\u001b[32mtwo`\u001b[39m; b');
  });
});
