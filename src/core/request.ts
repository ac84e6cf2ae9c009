/** Plain text inside a message. */
export type TextPart = { readonly type: 'text'; readonly text: string };

/** An image inside a message, carried as base64 without a `data:` prefix. */
export type ImagePart = { readonly type: 'image'; readonly mediaType: string; readonly base64: string };

export type ContentPart = TextPart | ImagePart;

/** One turn. The system prompt is not a turn: it is `ChatRequest.system`. */
export type Message = { readonly role: 'user' | 'assistant'; readonly content: readonly ContentPart[] };

export type ReasoningEffort = 'none' | 'low' | 'medium' | 'high';

export type JsonObject = { readonly [key: string]: unknown };

/** What a person asks of a model, in no vendor's words. Unset means the vendor's default. */
export type ChatRequest = {
  readonly model: string;
  readonly system?: string | undefined;
  readonly messages: readonly Message[];
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** Upper bound of generated tokens, hidden reasoning included. */
  readonly maxTokens?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  /** JSON Schema the answer must satisfy. */
  readonly schema?: JsonObject | undefined;
  readonly reasoning?: ReasoningEffort | undefined;
  /** False asks for the whole answer in one body; events come out either way. */
  readonly stream: boolean;
};

/** The text of a message, images left out. */
export const textOf = (message: Message): string =>
  message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** A user turn of plain text. */
export const userMessage = (text: string): Message => ({ role: 'user', content: [{ type: 'text', text }] });
