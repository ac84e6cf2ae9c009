// Bundles src/ into dist/. What every answer needs is one file, because each module costs a start about a
// millisecond; everything else is split off and loaded when it is used. The files are CommonJS, which Node starts
// faster than modules; only the live view is a module, because Ink's layout engine awaits at its top level.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const common = {
  cwd: root,
  platform: 'node',
  transform: {
    target: 'node20.19',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', UADA_VERSION: JSON.stringify(version) },
  },
  logLevel: 'warn',
  // Keyv is split off by the group below, whoever imports it.
  checks: { ineffectiveDynamicImport: false },
};

/** Loaded on the way to a cached answer; with all that these import they become the one file. */
const hotModules = [
  'src/main.ts', 'src/cli/complete-command.ts', 'src/cli/run-command-line.ts', 'src/cli/run-complete.ts', 'src/app/answer-cost.ts',
  'src/store/answer-cache.ts', 'src/store/sqlite-driver.ts', 'src/store/history.ts',
].map((file) => `${root}${file}`);
const hotPackages = /[\\/]node_modules[\\/](?:keyv|@keyv[\\/](?:bigmap|serialize)|better-sqlite3)[\\/]/;

/** Loaded on top of those where the answer goes to a terminal. */
const terminalModule = `${root}src/cli/terminal-view.ts`;

const hot = new Set();
const onTerminal = new Set();
const findHot = {
  name: 'find-hot-modules',
  buildEnd() {
    const collect = (found, id) => {
      const module = hot.has(id) || found.has(id) ? null : this.getModuleInfo(id);
      if (module === null) return;
      found.add(id);
      module.importedIds.forEach((imported) => collect(found, imported));
    };
    [...hotModules, ...[...this.getModuleIds()].filter((id) => hotPackages.test(id))].forEach((id) => collect(hot, id));
    collect(onTerminal, terminalModule);
  },
};

/** What imports the live view: V8's code cache does not go with an import of a module, so it is kept apart from the rest. */
const importsView = new Set();
const findViewImports = {
  name: 'find-view-imports',
  transform(code, id) {
    if (/\bimport\('[./]*live-view\.js'\)/.test(code)) importsView.add(id);
    return null;
  },
};

/** Commander can start other programs, which uada never asks for: Node's code for that is left unloaded until then. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  transform(code, id) {
    if (!/[\\/]commander[\\/]lib[\\/]command\.js$/.test(id)) return null;
    const eager = "const childProcess = require('node:child_process');";
    if (!code.includes(eager)) throw new Error('Commander loads node:child_process in another way now: adapt scripts/build.js.');
    return code.replace(eager, "const childProcess = { get spawn() { return require('node:child_process').spawn; } };");
  },
};

/** What nobody calls of SQLite's driver is left unloaded, too. */
const lazyDatabaseMethods = {
  name: 'lazy-database-methods',
  transform(code, id) {
    if (!/[\\/]better-sqlite3[\\/]lib[\\/]database\.js$/.test(id)) return null;
    const eager = /= require\('(\.\/methods\/(?:aggregate|backup|function|serialize|table))'\);/g;
    if (code.match(eager)?.length !== 5) throw new Error('better-sqlite3 loads its methods in another way now: adapt scripts/build.js.');
    return code.replace(eager, "= function (...words) { return require('$1').apply(this, words); };");
  },
};

/** The histograms look for Node's compressor by `eval`, which no bundler can follow, and carry another in case there is none. */
const nodeCompressor = {
  name: 'node-compressor',
  transform(code, id) {
    if (!/[\\/]hdr-histogram-js[\\/]dist[\\/]JsHistogram\.encoding\.js$/.test(id)) return null;
    const [found, own] = [/eval\('require\("zlib"\)\.(\w+)'\)/g, 'require("pako")'];
    if (!found.test(code) || !code.includes(own)) throw new Error('hdr-histogram-js compresses in another way now: adapt scripts/build.js.');
    return code.replace(found, 'require("node:zlib").$1').replace(own, 'undefined');
  },
};

/** Stands in for an expression of the Markdown parser until it is used. */
const lazyExpression = `function lazyExpression(source, flags) {
  let made;
  const get = () => made ??= new RegExp(source, flags);
  return {
    source, exec: (text) => get().exec(text), test: (text) => get().test(text),
    get lastIndex() { return get().lastIndex; },
    set lastIndex(index) { get().lastIndex = index; },
    ...Object.fromEntries(['match', 'matchAll', 'replace', 'search', 'split'].map((name) => [Symbol[name], (...words) => get()[Symbol[name]](...words)])),
  };
}`;

/** The Markdown parser is a file of its own, loaded by the first text with a mark in it. */
const lazyMarkdownParser = {
  name: 'lazy-markdown-parser',
  resolveId: (id) => (id === './markdown-parser.cjs' ? { id, external: true } : null),
  transform(code, id) {
    if (!/[\\/]render[\\/]markdown[\\/]inline\.ts$/.test(id)) return null;
    const [eager, use, make] = ["import { Lexer, Tokenizer } from 'marked';", ' Lexer.', 'new Tokenizer('];
    if ([eager, use, make].some((part) => code.split(part).length !== 2)) throw new Error('inline.ts uses marked in another way now: adapt scripts/build.js.');
    return code.replace(eager, '').replace(use, " require('./markdown-parser.cjs').Lexer.").replace(make, "new (require('./markdown-parser.cjs').Tokenizer)(");
  },
};

/** Chalk sets up all its styles when it is loaded, which the first styled text does. */
const lazyChalk = {
  name: 'lazy-chalk',
  transform(code, id) {
    if (!/[\\/]render[\\/]markdown[\\/]theme\.ts$/.test(id)) return null;
    const [eager, use] = ["import { Chalk } from 'chalk';", 'new Chalk('];
    if (code.split(eager).length !== 2 || code.split(use).length !== 2) throw new Error('theme.ts uses chalk in another way now: adapt scripts/build.js.');
    return code.replace(eager, '').replace(use, "new (require('chalk').Chalk)(");
  },
};

/** The parser makes its fifty expressions as they are used. */
const lazyExpressions = {
  name: 'lazy-expressions',
  transform(code, id) {
    if (!/[\\/]marked[\\/]lib[\\/]marked\.esm\.js$/.test(id)) return null;
    const made = /getRegex:\(\)=>new RegExp\((\w+),(\w+)\)/;
    if (!made.test(code)) throw new Error('marked makes its expressions in another way now: adapt scripts/build.js.');
    return `${code.replace(made, 'getRegex:()=>lazyExpression($1,$2)')}\n${lazyExpression}`;
  },
};

const liveView = { name: 'live-view-apart', resolveId: (id) => (id.endsWith('/live-view.js') ? { id: './live-view.mjs', external: true } : null) };

const output = { minify: true, keepNames: true };

/**
 * Each file costs a start half a millisecond, so two of the bundler's own are none: the one that it makes of the entry,
 * whose code all is in the one file, and that of its helpers, which go into the one file, too.
 */
const forwarder = 'forwarder.cjs';
const fewerFiles = {
  name: 'fewer-files',
  generateBundle(_options, bundle) {
    const helpers = Object.keys(bundle).find((file) => file.startsWith('rolldown-runtime'));
    const load = `require("./${helpers}")`;
    const inlined = `(exports=>{${bundle[helpers].code};return exports})(exports.helpers={})`;
    for (const [file, chunk] of Object.entries(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(load, () => (file === 'main.cjs' ? inlined : 'require("./main.cjs").helpers'));
    }
    delete bundle[helpers];
    delete bundle[forwarder];
  },
};

/** A text with characters beyond ASCII takes twice the memory and three times as long to read. */
const onlyAscii = {
  name: 'only-ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

// Built aside and put in place at once: a program that runs meanwhile finds the old files or the new ones.
const fresh = `${root}dist-${process.pid}`;

const program = await rolldown({
  ...common,
  input: { main: 'src/main.ts' },
  // `bindings` only searches for the native module, whose place we name. The adapter for Redis is five hundred files, which
  // take a second to load one by one; that for PostgreSQL is few and finds its driver by itself.
  external: ['bindings', '@keyv/postgres'],
  plugins: [findHot, findViewImports, lazyChalk, lazyChildProcess, lazyDatabaseMethods, lazyMarkdownParser, nodeCompressor, liveView, fewerFiles, onlyAscii],
});
await program.write({
  ...output, dir: fresh, format: 'cjs', minifyInternalExports: false,
  entryFileNames: forwarder, chunkFileNames: ({ name }) => (name === 'main' ? 'main.cjs' : '[name]-[hash].cjs'),
  codeSplitting: {
    groups: [
      { name: 'main', test: (id) => hot.has(id) },
      { name: 'terminal', test: (id) => onTerminal.has(id) },
      { name: 'view', test: (id) => importsView.has(id) },
    ],
  },
});

// An aid for Ink's authors that is not installed; bundled into one file, Ink's lazy import of it becomes a plain one.
const noDevtools = {
  name: 'no-devtools',
  resolveId: (id) => (id === 'react-devtools-core' ? '\0no-devtools' : null),
  load: (id) => (id === '\0no-devtools' ? 'export default {};' : null),
};
const parser = await rolldown({ ...common, input: { 'markdown-parser': 'marked' }, plugins: [lazyExpressions, onlyAscii] });
await parser.write({ ...output, dir: fresh, format: 'cjs', entryFileNames: '[name].cjs' });

const view = await rolldown({ ...common, input: { 'live-view': 'src/ui/live-view.tsx' }, plugins: [noDevtools] });
await view.write({ ...output, dir: fresh, format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false });

// A thread of `bench --workers` loads one file; what it shares with the program it has twice.
const worker = await rolldown({ ...common, input: { 'bench-worker': 'src/app/bench/workers/bench-worker.ts' }, plugins: [nodeCompressor] });
await worker.write({ ...output, dir: fresh, format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false });

// The script and the style of the page of `bench --html`, which carries both: nobody who opens it has node_modules.
const page = await rolldown({ cwd: root, platform: 'browser', logLevel: 'warn', input: { 'bench-page': 'src/page/bench-page.js' } });
await page.write({ minify: true, dir: fresh, format: 'iife', entryFileNames: '[name].js' });
if (/<\/script|<!--/i.test(readFileSync(`${fresh}/bench-page.js`, 'utf8'))) throw new Error('The script of the page would end its own element.');
writeFileSync(`${fresh}/bench-page.css`, ['node_modules/uplot/dist/uPlot.min.css', 'src/page/bench-page.css'].map((file) => readFileSync(`${root}${file}`, 'utf8')).join('\n'));

// Node looks for the nearest one before it loads a file, and this one is read faster than that of the whole package.
writeFileSync(`${fresh}/package.json`, '{ "type": "commonjs" }\n');

// Node 22 keeps such a cache by itself. A build without the native module, say, still is a build.
if (Module.enableCompileCache === undefined) {
  const { status } = spawnSync(process.execPath, [`${root}scripts/write-code-cache.js`, fresh], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) console.warn('The code cache could not be written; uada will start a little slower.');
}

const old = `${fresh}-old`;
if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old);
renameSync(fresh, `${root}dist`);
rmSync(old, { recursive: true, force: true });
