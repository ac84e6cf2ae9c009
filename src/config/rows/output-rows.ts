import { optionalSetting, settingWithDefault } from '../setting.js';
import { booleanType, enumType, stringType } from '../setting-types.js';

/** What is shown, and how. */
export const outputRows = {
  format: settingWithDefault(enumType(['text', 'json', 'ndjson']), 'text', {
    flag: '--format', key: 'format', description: 'Form of the output',
  }),
  json: settingWithDefault(booleanType, false, {
    flag: '--json', key: 'json', description: 'One JSON object instead of text: short for format json',
  }),
  code: settingWithDefault(booleanType, false, {
    flag: '--code', key: 'code', description: 'Only the first fenced code block of the answer, in JSON too',
  }),
  output: optionalSetting(stringType(), {
    flag: '--output', key: 'output', description: 'File for the answer instead of stdout',
  }),
  raw: settingWithDefault(booleanType, false, {
    flag: '--raw', key: 'raw', description: 'Show Markdown as it is written',
  }),
  quiet: settingWithDefault(booleanType, false, {
    flag: '--quiet', key: 'quiet', description: 'Nothing on stderr but errors',
  }),
  usage: settingWithDefault(booleanType, false, {
    flag: '--usage', key: 'usage', description: 'Tokens, cost and times on stderr after the answer',
  }),
  showReasoning: settingWithDefault(booleanType, false, {
    flag: '--show-reasoning', key: 'show_reasoning', description: 'Show what the model thought',
  }),
  color: settingWithDefault(enumType(['auto', 'always', 'never']), 'auto', {
    flag: '--color', key: 'color', description: 'When to use colours',
  }),
  theme: settingWithDefault(enumType(['auto', 'light', 'dark', 'none']), 'auto', {
    flag: '--theme', key: 'ui.theme', description: 'Colours for a light or a dark terminal; auto suits both',
  }),
  screenReader: settingWithDefault(booleanType, false, {
    flag: '--screen-reader', key: 'ui.screen_reader', description: 'Plain lines and sentences: nothing is drawn twice, nothing moves',
  }),
  unsafeRaw: settingWithDefault(booleanType, false, {
    flag: '--unsafe-raw', key: 'unsafe_raw', description: 'Let control sequences of the answer reach the terminal',
  }),
  strict: settingWithDefault(booleanType, false, {
    flag: '--strict', key: 'strict', description: 'Fail with exit code 7 when the answer was cut at the token limit',
  }),
  dryRun: settingWithDefault(booleanType, false, {
    flag: '--dry-run', key: 'dry_run', description: 'Print what would be sent and send nothing',
  }),
  verbose: settingWithDefault(booleanType, false, {
    flag: '--verbose', key: 'verbose', description: 'Say on stderr what is being done',
  }),
  debug: settingWithDefault(booleanType, false, {
    flag: '--debug', key: 'debug', description: 'Everything about requests and answers on stderr, without credentials',
  }),
};
