// Draws what a terminal showed as an SVG: a window with rows of text that come and go.

const cell = { width: 8.4, height: 18, baseline: 13.5, font: 14 };
const padding = 16;
const bar = 34;

const ground = '#15171e';
const text = '#d8dce6';
/** Sixteen colours that are readable on the ground, in the terminals' order. */
const palette = [
  '#4b5263', '#f07178', '#98c379', '#e5c07b', '#6cb6ff', '#d08ce8', '#56c8d8', '#c8ccd4',
  '#767d8d', '#ff8b92', '#b5e890', '#ffd98a', '#8fcaff', '#e6a8ff', '#7fe3f0', '#ffffff',
];

const cube = (value) => (value === 0 ? 0 : 55 + value * 40);
const toHex = (parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const colour = (value, fallback) => {
  if (value === undefined) return fallback;
  if (typeof value === 'string') return value;
  if (value < 16) return palette[value];
  if (value >= 232) return toHex(Array(3).fill(8 + (value - 232) * 10));
  const index = value - 16;
  return toHex([cube(Math.floor(index / 36)), cube(Math.floor(index / 6) % 6), cube(index % 6)]);
};

const escape = (value) => value.replace(/[&<>"]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found]);
const round = (value) => Number(value.toFixed(2));

/** Arms of the box drawing characters: up, right, down, left. Drawn as lines, they meet whatever the font does. */
const boxes = {
  '─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001', '├': '1110', '┤': '1011', '┬': '0111', '┴': '1101', '┼': '1111',
  '╭': '0110', '╮': '0011', '╰': '1100', '╯': '1001', '━': '0101', '┃': '1010',
};

const boxPath = (character, x, y) => {
  const [up, right, down, left] = [...boxes[character]].map(Number);
  const [midX, midY] = [round(x + cell.width / 2), round(y + cell.height / 2)];
  return [
    left || right ? `M${left ? round(x) : midX} ${midY}H${right ? round(x + cell.width) : midX}` : '',
    up || down ? `M${midX} ${up ? y : midY}V${down ? y + cell.height : midY}` : '',
  ].join('');
};

const attributesOf = ({ fg, bg, bold, dim, italic, underline, strike, inverse }) => {
  const fill = inverse ? colour(bg, ground) : colour(fg, text);
  return [
    fill === text ? '' : ` fill="${fill}"`, bold ? ' font-weight="700"' : '', dim ? ' opacity=".62"' : '', italic ? ' font-style="italic"' : '',
    underline || strike ? ` text-decoration="${[underline ? 'underline' : '', strike ? 'line-through' : ''].filter(Boolean).join(' ')}"` : '',
  ].join('');
};

const groundOf = (run, y) => {
  const { bg, fg, inverse } = run.look;
  if (bg === undefined && !inverse) return '';
  return `<rect x="${round(padding + run.column * cell.width)}" y="${y}" width="${round(run.columns * cell.width)}" height="${cell.height}" fill="${inverse ? colour(fg, text) : colour(bg, ground)}"/>`;
};

const drawRun = (run, y) => {
  const x = padding + run.column * cell.width;
  const characters = [...run.text];
  const lines = characters.map((character, index) => (character in boxes ? boxPath(character, x + index * cell.width, y) : '')).join('');
  const path = lines === '' ? '' : `<path d="${lines}" stroke="${colour(run.look.fg, text)}"${run.look.dim ? ' opacity=".45"' : ''} fill="none"/>`;
  // Blanks at both ends need no ink, and what is drawn as lines needs no letters.
  const letters = run.isWide ? run.text : characters.map((character) => (character in boxes ? ' ' : character)).join('');
  const trimmed = letters.trimEnd();
  const lead = trimmed.length - trimmed.trimStart().length;
  const word = trimmed.slice(lead);
  if (word === '') return groundOf(run, y) + path;
  const columns = run.isWide ? run.columns : [...word].length;
  const length = run.isWide || columns < 2 ? '' : ` textLength="${round(columns * cell.width)}"`;
  return `${groundOf(run, y)}${path}<text x="${round(x + lead * cell.width)}" y="${y + cell.baseline}"${length}${attributesOf(run.look)}>${escape(word)}</text>`;
};

const drawCursor = ({ column, row }) =>
  `<rect x="${round(padding + column * cell.width)}" y="${bar + row * cell.height + 1}" width="${cell.width}" height="${cell.height - 2}" fill="${text}" opacity=".6"/>`;

const drawRow = (runs, row) => runs.map((run) => drawRun(run, bar + row * cell.height)).join('');

/** What is drawn in a place over time: drawings with the frames they are first and last seen in. */
const spansOf = (drawings) => {
  const spans = [];
  drawings.forEach((drawing, frame) => {
    const before = spans.at(-1);
    if (before !== undefined && before.drawing === drawing) before.last = frame;
    else spans.push({ drawing, first: frame, last: frame });
  });
  return spans.filter(({ drawing }) => drawing !== '');
};

const percent = (ms, totalMs) => `${round((ms / totalMs) * 100)}%`;

/** A class whose elements are seen only between two moments, over and over. */
const keyframesOf = (name, fromMs, toMs, totalMs) => {
  const steps = [[0, fromMs > 0 ? 'hidden' : 'visible'], ...(fromMs > 0 ? [[fromMs, 'visible']] : []), ...(toMs < totalMs ? [[toMs, 'hidden']] : [])];
  return `@keyframes ${name}{${steps.map(([ms, visibility]) => `${percent(ms, totalMs)}{visibility:${visibility}}`).join('')}}.${name}{animation:${name} ${round(totalMs / 1000)}s step-end infinite}`;
};

const holdMs = 5000;

/** `frames` are what the terminal showed and since when, in ms; the last one stays a while before it begins again. */
export const toSvg = ({ title, columns, rows, frames }) => {
  const width = round(columns * cell.width + padding * 2);
  const height = rows * cell.height + bar + padding - 4;
  const totalMs = frames.at(-1).atMs + holdMs;
  const startOf = (frame) => (frame === 0 ? 0 : frames[frame]?.atMs ?? totalMs);
  const places = Array.from({ length: rows }, (_, row) => frames.map((frame) => drawRow(frame.rows[row] ?? [], row)));
  places.push(frames.map(({ cursor }) => (cursor === undefined ? '' : drawCursor(cursor))));
  const classes = new Map();
  const groups = places.flatMap(spansOf).map(({ drawing, first, last }) => {
    const isLast = last === frames.length - 1;
    if (first === 0 && isLast) return drawing;
    const key = `${first}-${last}`;
    if (!classes.has(key)) classes.set(key, { name: `f${classes.size}`, css: keyframesOf(`f${classes.size}`, startOf(first), startOf(last + 1), totalMs) });
    return `<g class="${classes.get(key).name}"${isLast ? '' : ' visibility="hidden"'}>${drawing}</g>`;
  });
  const css = [...classes.values()].map((one) => one.css).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<style>svg{font:${cell.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;}text{white-space:pre}${css}@media (prefers-reduced-motion:reduce){g{animation:none!important}}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10" fill="${ground}" stroke="#343946"/>
<g><circle cx="20" cy="17" r="5.5" fill="#ff5f57"/><circle cx="39" cy="17" r="5.5" fill="#febc2e"/><circle cx="58" cy="17" r="5.5" fill="#28c840"/></g>
<text x="${round(width / 2)}" y="21.5" text-anchor="middle" fill="#8a92a3" font-size="12.5">${escape(title)}</text>
<g fill="${text}">${groups.join('\n')}</g>
</svg>
`;
};
