/** What a highlighter has to know of a language. */
export type Language = {
  readonly keywords: ReadonlySet<string>;
  readonly lineComments: readonly string[];
  readonly blockComment: readonly [string, string] | undefined;
  /** Quotes of strings that end with their line. */
  readonly quotes: string;
  /** Quotes of strings that may hold line ends. */
  readonly longQuotes: readonly string[];
  readonly ignoresCase: boolean;
  readonly form: 'code' | 'shell' | 'session' | 'markup' | 'diff' | 'data';
};

/** A language as it is written below: its keywords in one text, since most answers hold no code that needs them apart. */
type Description = Omit<Language, 'keywords'> & { readonly keywords: string };

const common = 'if else for while do switch case default break continue return true false null this new class import try catch finally throw const static void in';

const cLike: Description = {
  keywords: common, lineComments: ['//'], blockComment: ['/*', '*/'], quotes: '"\'', longQuotes: [], ignoresCase: false, form: 'code',
};
const hashLike: Description = { ...cLike, lineComments: ['#'], blockComment: undefined };

const extend = (base: Description, keywords: string, changes: Partial<Description> = {}): Description =>
  ({ ...base, ...changes, keywords: `${base.keywords} ${keywords}` });

const script = extend(cLike, 'let var function async await export from of typeof instanceof extends super yield delete undefined interface type enum implements private public protected readonly abstract as declare namespace keyof satisfies get set', { longQuotes: ['`'] });
const c = extend(cLike, 'int char float double long short unsigned signed struct union enum typedef sizeof extern register volatile goto auto bool inline include define ifdef ifndef endif namespace using template typename virtual override public private protected nullptr constexpr delete operator friend explicit noexcept std');
const java = extend(cLike, 'public private protected final abstract extends implements interface enum package super synchronized int long double float boolean char byte short throws instanceof var record sealed permits yield string bool internal namespace using readonly virtual override async await get set out ref params');
const python: Description = {
  ...hashLike, longQuotes: ['"""', "'''"],
  keywords: 'def class if elif else for while return import from as with try except finally raise pass break continue in is not and or lambda yield global nonlocal assert del async await True False None self match case',
};
const shell: Description = {
  ...hashLike, form: 'shell',
  keywords: 'if then else elif fi for while until do done case esac in function return exit export local readonly set unset source alias eval exec shift trap',
};
/** What was typed behind prompts, and what came of it. */
const session: Description = { ...shell, form: 'session' };

const byName: Readonly<Record<string, Description>> = {
  javascript: script, c, java, python, shell, session,
  go: extend(cLike, 'func package type struct interface map chan go defer range select fallthrough var nil string int int64 bool byte rune error float64 make len append', { longQuotes: ['`'] }),
  rust: extend(cLike, 'fn let mut pub use mod struct enum impl trait match loop move ref self Self super crate where unsafe async await dyn as type Some None Ok Err i32 i64 u8 u32 u64 usize f64 bool str String Vec Option Result', { quotes: '"' }),
  swift: extend(cLike, 'func let var struct enum protocol extension guard defer self Self super init nil as is where throws async await public private internal', { longQuotes: ['"""'] }),
  kotlin: extend(cLike, 'fun val var when object data sealed companion override open internal private public suspend is as it', { longQuotes: ['"""'] }),
  php: extend(cLike, 'function echo public private protected namespace use foreach as elseif endif isset array fn match extends implements interface', { lineComments: ['//', '#'] }),
  ruby: { ...hashLike, keywords: 'def end class module if elsif else unless case when while until for in do return yield begin rescue ensure raise require require_relative include extend attr_accessor nil true false self super then puts lambda proc' },
  sql: {
    ...cLike, lineComments: ['--'], ignoresCase: true,
    keywords: 'select from where insert into values update set delete create table index view drop alter add column primary key foreign references not null unique default join left right inner outer full on as and or in is like between group by order having limit offset union all distinct case when then else end begin commit rollback with returning exists count sum avg min max integer text varchar boolean',
  },
  lua: { ...cLike, lineComments: ['--'], blockComment: undefined, keywords: 'local function end if then else elseif for while do repeat until return break nil true false and or not in' },
  yaml: { ...hashLike, keywords: 'true false null yes no on off', form: 'data' },
  json: { ...cLike, quotes: '"', keywords: 'true false null', form: 'data' },
  css: { ...cLike, lineComments: [], keywords: 'important media import keyframes supports root hover focus', form: 'data' },
  html: { ...cLike, lineComments: [], blockComment: ['<!--', '-->'], keywords: '', form: 'markup' },
  diff: { ...cLike, keywords: '', form: 'diff' },
};

const aliases: Readonly<Record<string, string>> = {
  js: 'javascript', jsx: 'javascript', mjs: 'javascript', cjs: 'javascript', ts: 'javascript', tsx: 'javascript', typescript: 'javascript', node: 'javascript',
  h: 'c', cpp: 'c', 'c++': 'c', cc: 'c', hpp: 'c', objc: 'c', cs: 'java', csharp: 'java', 'c#': 'java', scala: 'kotlin', kt: 'kotlin', dart: 'java', groovy: 'java',
  py: 'python', python3: 'python', sh: 'shell', bash: 'shell', zsh: 'shell', fish: 'shell', console: 'session', 'shell-session': 'session', terminal: 'session', powershell: 'shell', ps1: 'shell', dockerfile: 'shell', makefile: 'shell', make: 'shell',
  golang: 'go', rs: 'rust', rb: 'ruby', perl: 'ruby', elixir: 'ruby', r: 'python', julia: 'python', yml: 'yaml', toml: 'yaml', ini: 'yaml', env: 'yaml', jsonc: 'json', json5: 'json', jsonl: 'json',
  scss: 'css', less: 'css', xml: 'html', svg: 'html', vue: 'html', svelte: 'html', patch: 'diff', postgresql: 'sql', mysql: 'sql', sqlite: 'sql', haskell: 'lua', hs: 'lua',
};

const made = new Map<string, Language>();

const make = (key: string, description: Description): Language => {
  const language = { ...description, keywords: new Set(description.keywords.split(' ')) };
  made.set(key, language);
  return language;
};

/** The language of a fence's info string, the same object every time; undefined for one that is not known. */
export const languageOf = (info: string): Language | undefined => {
  const name = /^[^\s{,:]+/.exec(info)?.[0].toLowerCase() ?? '';
  const key = aliases[name] ?? name;
  const description = Object.hasOwn(byName, key) ? byName[key] : undefined;
  return description === undefined ? undefined : (made.get(key) ?? make(key, description));
};
