// Records the sessions of README as pictures: `npm run screens [-- NAME…]` writes docs/screens/NAME.svg.
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { record } from './screens/record.js';
import { sessions } from './screens/sessions.js';
import { toSvg } from './screens/svg.js';

const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);

/** A picture tells nothing of the machine it was made on. */
const checkAnonymous = (svg, name) => {
  const found = [root.replace(/\/$/, ''), homedir(), hostname()].find((word) => word.length > 3 && svg.includes(word));
  if (found !== undefined) throw new Error(`The picture ${name} shows ${found}.`);
};

mkdirSync(folder, { recursive: true });
for (const session of sessions.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const film = await record(session);
  const svg = toSvg({ title: session.shown, ...film });
  checkAnonymous(svg, session.name);
  writeFileSync(`${folder}${session.name}.svg`, svg);
  console.log(`docs/screens/${session.name}.svg: ${film.frames.length} frames, ${Math.round(svg.length / 1024)} KB`);
}
