import { fileURLToPath } from 'node:url';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What each layer may import besides itself. Anything not listed is refused; see the diagram in README. */
const layers = {
  core: [],
  protocols: ['core'],
  transport: ['core'],
  telemetry: ['core'],
  config: ['core'],
  layers: ['core'],
  store: ['core'],
  bench: ['core'],
  providers: ['core', 'protocols', 'transport'],
  simulator: ['core', 'protocols', 'telemetry'],
  gateway: ['core', 'protocols', 'telemetry'],
  render: ['core'],
  ui: ['core', 'render'],
  app: ['core', 'protocols', 'transport', 'telemetry', 'config', 'layers', 'store', 'bench', 'providers', 'simulator', 'gateway'],
  cli: ['core', 'config', 'app', 'render', 'ui'],
};

const zones = Object.entries(layers).map(([layer, allowed]) => ({
  target: `./src/${layer}`,
  from: './src',
  except: [layer, ...allowed].map((name) => `./${name}`),
  message: `src/${layer} may import only ${[layer, ...allowed].join(', ')}.`,
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'completions/', 'coverage/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)) } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [importX.createNodeResolver({
        extensions: ['.ts', '.tsx', '.js'], extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      })],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      complexity: ['error', 16],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': ['error',
        { object: 'process', property: 'exit', message: 'Only bin/uada.js ends the process.' },
        { object: 'process', property: 'env', message: 'Only src/config reads the environment.' }],
    },
  },
  {
    // The page of `bench --html` runs in a browser, from the sources as they are.
    files: ['src/page/**/*.js'],
    languageOptions: { globals: Object.fromEntries(['document', 'getComputedStyle', 'matchMedia', 'ResizeObserver'].map((name) => [name, 'readonly'])) },
    rules: {
      'no-undef': 'error', 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error', 'no-shadow': 'error',
      'no-console': 'error', 'no-eval': 'error', 'no-implied-eval': 'error', 'no-restricted-properties': ['error',
        { property: 'innerHTML', message: 'Names come from outside: use textContent.' }, { property: 'outerHTML', message: 'Names come from outside: use textContent.' }],
      'max-lines': ['error', { max: 150 }], 'max-lines-per-function': ['error', { max: 40 }], complexity: ['error', 12],
    },
  },
  { files: ['src/config/environment.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src/core/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^[^.]', message: 'src/core imports nothing.' }] }] },
  },
  {
    // V8 gives every literal with an accessor a hidden class of its own, in the old generation, and that keeps what the accessor
    // refers to until the next full collection: under load all of a request, which the small collections then copy.
    files: ['src/protocols/**', 'src/transport/**', 'src/providers/**', 'src/bench/**', 'src/app/bench/**'],
    rules: { 'no-restricted-syntax': ['error', { selector: "Property[kind='get']", message: 'Made once a request, an accessor costs milliseconds of garbage collection: write a function.' }] },
  },
  {
    files: ['src/protocols/**', 'src/layers/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^[^.]', message: 'This layer is pure: no package, no node: module.' }] }] },
  },
  {
    files: ['src/app/**', 'src/providers/**', 'src/store/**', 'src/render/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['commander', 'ink', 'react', 'ora'], message: 'Only cli and ui know the terminal libraries.' }] }] },
  },
  {
    files: ['test/**', '**/*.config.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
