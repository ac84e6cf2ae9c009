/**
 * What a person entered: text, a paste, or a key by its chord. Chords are `ctrl+`, `alt+` and `shift+` in this
 * order before a name: `enter`, `left`, `alt+b`, `ctrl+alt+delete`.
 */
export type Key =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'chord'; readonly chord: string };
