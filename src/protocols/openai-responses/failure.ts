import type { FailureRule } from '../failure.js';
import { openai } from '../openai-chat/dialects.js';

const badImages = [
  'invalid_image', 'invalid_image_format', 'invalid_base64_image', 'invalid_image_url', 'invalid_image_mode', 'image_too_large', 'image_too_small',
  'image_parse_error', 'image_file_too_large', 'unsupported_image_media_type', 'empty_image_file', 'failed_to_download_image', 'image_file_not_found',
];

/** OpenAI's rules, and those for the codes that only a response has (`ResponseError.code`). */
const responseRules: readonly FailureRule[] = [
  ...openai.rules,
  { codes: badImages, kind: 'provider', isRetryable: false, hint: 'Check the attached image: PNG, JPEG, WebP or GIF, and not too large.' },
  {
    codes: ['image_content_policy_violation', 'bio_policy', 'misalignment_policy_violation'],
    kind: 'provider', isRetryable: false, hint: 'The prompt was flagged: word it differently, or choose another model.',
  },
  { codes: ['data_residency_mismatch'], kind: 'provider', isRetryable: false, hint: 'The project is bound to a region: use that region\'s base URL.' },
];

/** Who fails, and by which rules: what a failure of Chat Completions is read with, too. */
export const responsesVendor = { provider: 'openai', rules: responseRules };
