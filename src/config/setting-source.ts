/** Where a value came from. */
export type SettingSource =
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly key: string }
  | { readonly kind: 'default' };

/** The source in a few words: `--timeout`, `UADA_TIMEOUT`, `/home/ann/.config/uada/config.toml` or `default`. */
export const describeSource = (source: SettingSource): string => {
  switch (source.kind) {
    case 'flag':
    case 'variable': return source.name;
    case 'file': return source.path;
    case 'default': return 'default';
  }
};
