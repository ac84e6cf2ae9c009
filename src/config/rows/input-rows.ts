import { listType } from '../list-type.js';
import { optionalSetting, settingWithDefault } from '../setting.js';
import { booleanType, stringType } from '../setting-types.js';
import { timerType } from '../timer-type.js';

/** What goes into a prompt besides its words. */
export const inputRows = {
  files: optionalSetting(listType({ isSplit: false }), {
    flag: '--file', key: 'file', description: 'File, URL or - to put before the prompt (repeatable)',
  }),
  stdin: settingWithDefault(booleanType, true, {
    flag: '--no-stdin', key: 'stdin', description: 'Read what is piped in', flagDescription: 'Do not read what is piped in',
  }),
  stdinWaitMs: settingWithDefault(timerType(), 5000, {
    flag: '--stdin-wait', key: 'stdin_wait', description: 'How long to wait for the first byte of an open pipe when there is a prompt',
  }),
  template: optionalSetting(stringType(), {
    flag: '--template', key: 'template', description: 'Template to put the prompt into: a name, or the path of a Markdown file',
  }),
  variables: optionalSetting(listType({ isSplit: false }), {
    flag: '--var', key: 'var', description: 'Value of a variable of the template, as name=value (repeatable)',
  }),
  continueLast: settingWithDefault(booleanType, false, {
    flag: '--continue', key: 'continue', description: 'Continue the last conversation of this terminal',
  }),
  session: optionalSetting(stringType(), {
    flag: '--session', key: 'session', description: 'Continue, or begin, the conversation of this name',
  }),
};
