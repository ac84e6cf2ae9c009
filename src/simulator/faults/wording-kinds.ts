import { addFields, addSecondChoice, dropFinish, dropUsage } from './json-changes.js';
import type { FaultKind } from './kind.js';
import { plainKind } from './kind.js';
import { addComment, addUnknownEvent, dropDone, dropSpace, toCr, toCrlf } from './rewrites.js';
import { splitSurrogates } from './split-surrogates.js';

/** The kinds that word the same answer in another way, or leave a part of it out. */
export const wordingKinds: readonly FaultKind[] = [
  plainKind('crlf', 'lines end in CR LF', { stage: 'rewrite', rewrite: toCrlf }),
  plainKind('cr', 'lines end in CR alone', { stage: 'rewrite', rewrite: toCr }),
  plainKind('no-space', 'no space behind the colons of fields', { stage: 'rewrite', rewrite: dropSpace }),
  plainKind('comments', 'a comment before every event', { stage: 'rewrite', rewrite: addComment }),
  plainKind('unknown-events', 'an event of an unknown kind before every event', { stage: 'rewrite', rewrite: addUnknownEvent }),
  plainKind('unknown-fields', 'fields that nobody knows in every event', { stage: 'json', change: addFields }),
  plainKind('no-done', 'the stream without its [DONE]', { stage: 'rewrite', rewrite: dropDone }),
  plainKind('no-finish', 'the answer without its finish reason', { stage: 'json', change: dropFinish }),
  plainKind('no-usage', 'the answer without its token counts', { stage: 'json', change: dropUsage }),
  plainKind('choices', 'a second choice besides the first, in formats that have choices', { stage: 'json', change: addSecondChoice }),
  plainKind('surrogates', 'deltas that end in the middle of a surrogate pair', { stage: 'tokens', split: splitSurrogates }),
  plainKind('more', 'events behind the end of the answer', { stage: 'form', form: 'more-behind-the-end' }),
];
