/** What an answer may carry to attack a terminal: a name, the payload, and what of it may be seen. */
export type HostilePayload = readonly [name: string, payload: string, visible: string];

const esc = '\u001b';
const bel = '\u0007';
const st = `${esc}\\`;

const titlesAndClipboard: readonly HostilePayload[] = [
  ['OSC 52 clipboard write', `${esc}]52;c;cm0gLXJmIH4=${bel}`, ''],
  ['OSC 52 ended by ST', `${esc}]52;c;cm0gLXJmIH4=${st}`, ''],
  ['OSC 52 clipboard read', `${esc}]52;c;?${bel}`, ''],
  ['OSC 52 in 8-bit form', '\u009d52;c;cm0gLXJmIH4=\u009c', ''],
  ['OSC 52 with the 8-bit terminator', `${esc}]52;p;ZXZpbA==\u009c`, ''],
  ['OSC 0 title', `${esc}]0;owned${bel}`, ''],
  ['OSC 1 icon name', `${esc}]1;owned${bel}`, ''],
  ['OSC 2 title', `${esc}]2;owned${st}`, ''],
  ['OSC 2 title in 8-bit form', '\u009d2;owned\u0007', ''],
  ['screen title', `${esc}kowned${st}`, ''],
  ['CSI 21 t title report', `${esc}[21t`, ''],
  ['CSI 20 t icon report', `${esc}[20t`, ''],
  ['OSC 4 palette', `${esc}]4;1;rgb:00/00/00${bel}`, ''],
  ['OSC 10 foreground query', `${esc}]10;?${bel}`, ''],
  ['OSC 11 background', `${esc}]11;#000000${bel}`, ''],
  ['OSC 104 palette reset', `${esc}]104${bel}`, ''],
  ['OSC 50 font (CVE-2022-45063)', `${esc}]50;i$(touch /tmp/x)${bel}`, ''],
  ['OSC 7 working directory', `${esc}]7;file://evil/${st}`, ''],
  ['OSC 9 notification', `${esc}]9;click me${bel}`, ''],
  ['OSC 777 notification', `${esc}]777;notify;a;b${bel}`, ''],
  ['OSC 133 prompt mark', `${esc}]133;A${st}`, ''],
];

const linksAndImages: readonly HostilePayload[] = [
  ['OSC 8 false link', `${esc}]8;;https://evil.example${st}bank${esc}]8;;${st}`, 'bank'],
  ['OSC 8 ended by BEL', `${esc}]8;id=1;https://evil.example${bel}bank${esc}]8;;${bel}`, 'bank'],
  ['OSC 8 in 8-bit form', '\u009d8;;https://evil.example\u009cbank\u009d8;;\u009c', 'bank'],
  ['OSC 1337 file transfer', `${esc}]1337;File=name=Li5;size=3:AAAA${bel}`, ''],
  ['OSC 1337 set clipboard', `${esc}]1337;CopyToClipboard=general${bel}`, ''],
  ['sixel image', `${esc}Pq#0;2;0;0;0#0~~@@${st}`, ''],
  ['kitty image', `${esc}_Gf=100,a=T;AAAA${st}`, ''],
];

const screenAndCursor: readonly HostilePayload[] = [
  ['CSI 2J', `${esc}[2J`, ''],
  ['CSI 3J scrollback', `${esc}[3J`, ''],
  ['CSI H home', `${esc}[H`, ''],
  ['CSI 2J in 8-bit form', '\u009b2J', ''],
  ['cursor up and erase', `${esc}[1A${esc}[2K`, ''],
  ['cursor position', `${esc}[1;1H`, ''],
  ['alternate screen', `${esc}[?1049h`, ''],
  ['hidden cursor', `${esc}[?25l`, ''],
  ['mouse reports', `${esc}[?1000h`, ''],
  ['bracketed paste off', `${esc}[?2004l`, ''],
  ['invisible text', `${esc}[8mhidden${esc}[0m`, 'hidden'],
  ['black on black', `${esc}[30;40mhidden${esc}[m`, 'hidden'],
  ['colon colours', `${esc}[38:2::1:2:3mtext`, 'text'],
  ['8-bit SGR', '\u009b31mred\u009bm', 'red'],
  ['CSI 6n position report', `${esc}[6n`, ''],
  ['CSI 5n status report', `${esc}[5n`, ''],
  ['CSI c device attributes', `${esc}[c`, ''],
  ['CSI > c attributes', `${esc}[>c`, ''],
  ['CSI = c attributes', `${esc}[=c`, ''],
  ['CSI with intermediates', `${esc}[!p`, ''],
  ['DECSTBM scroll region', `${esc}[1;2r`, ''],
  ['window resize', `${esc}[8;1;1t`, ''],
  ['print screen', `${esc}[5i`, ''],
  ['REP repeat', `a${esc}[1000b`, 'a'],
];

const stringsAndResets: readonly HostilePayload[] = [
  ['DECRQSS', `${esc}P$qm${st}`, ''],
  ['DECRQSS with a smuggled line (CVE-2008-2383)', `${esc}P$q\nid${st}`, '\nid'],
  ['DCS', `${esc}P1;2|payload${st}`, ''],
  ['DCS in 8-bit form', '\u0090q~\u009c', ''],
  ['tmux passthrough', `${esc}Ptmux;${esc}${esc}]52;c;AAAA${bel}${st}`, ''],
  ['APC', `${esc}_payload${st}`, ''],
  ['APC in 8-bit form', '\u009fpayload\u009c', ''],
  ['PM', `${esc}^payload${st}`, ''],
  ['PM in 8-bit form', '\u009epayload\u009c', ''],
  ['SOS', `${esc}Xpayload${st}`, ''],
  ['SOS in 8-bit form', '\u0098payload\u009c', ''],
  ['RIS', `${esc}c`, ''],
  ['DECALN', `${esc}#8`, ''],
  ['charset switch', `${esc}(0lqqk`, 'lqqk'],
  ['shift out', 'a\u000eb\u000f', 'ab'],
  ['single shifts', `${esc}N${esc}O`, ''],
  ['save and restore cursor', `${esc}7x${esc}8`, 'x'],
  ['reverse index', `${esc}M`, ''],
  ['keypad mode', `${esc}=`, ''],
  ['ESC before ESC', `${esc}${esc}[2J`, ''],
  ['sequence inside a sequence', `${esc}[3${esc}[2J`, ''],
  ['OSC cut by a CSI', `${esc}]0;a${esc}[2J`, ''],
  ['CSI cut by CAN', `${esc}[3\u0018text`, 'text'],
  ['OSC cut by SUB', `${esc}]0;x\u001atext`, 'text'],
  ['CSI cut by a line feed', `${esc}[3\ntext`, '\ntext'],
  ['ESC before a letter outside ASCII', `${esc}é`, 'é'],
];

const overwriting: readonly HostilePayload[] = [
  ['backspaces', 'safe\b\b\b\bevil', 'safeevil'],
  ['carriage return', 'rm -rf ~\recho hello', 'rm -rf ~echo hello'],
  ['carriage return and line feed', 'one\r\ntwo', 'one\ntwo'],
  ['vertical tab', 'a\vb', 'ab'],
  ['form feed', 'a\fb', 'ab'],
  ['NUL', 'a\0b', 'ab'],
  ['DEL', 'a\u007fb', 'ab'],
  ['BEL', `${bel}${bel}`, ''],
  ['ENQ answerback', '\u0005', ''],
  ['NEL', 'a\u0085b', 'ab'],
  ['CSI alone in 8-bit form', '\u009bA', ''],
  ['line separator', 'a\u2028b\u2029c', 'a\nb\nc'],
];

const invisible: readonly HostilePayload[] = [
  ['bidi override', '\u202etxt.exe\u202c', 'txt.exe'],
  ['bidi embedding', '\u202aa\u202bb', 'ab'],
  ['bidi isolates', '\u2066a\u2067b\u2068c\u2069', 'abc'],
  ['bidi marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
  ['tag characters', 'a\u{e0069}\u{e0067}\u{e006e}b', 'ab'],
  ['language tag', '\u{e0001}', ''],
  ['zero-width space', 'pass\u200bword', 'password'],
  ['word joiner', 'pass\u2060word', 'password'],
  ['zero-width joiners in Latin', 'p\u200da\u200cs', 'pas'],
  ['byte order mark', '\ufefftext', 'text'],
  ['soft hyphen', 'pass\u00adword', 'password'],
  ['invisible operators', '1\u20622\u20633', '123'],
  ['Hangul fillers', 'a\u3164b\u115fc\uffa0', 'abc'],
  ['data in variation selectors', '😀\ufe01\ufe02\ufe03', '😀\ufe01'],
  ['data in variation selectors above U+FFFF', 'a\u{e0100}\u{e0101}', 'a'],
  ['annotation characters', '\ufff9a\ufffab\ufffb', 'ab'],
  ['combining grapheme joiner', 'a\u034fb', 'ab'],
  ['Mongolian vowel separator', 'a\u180eb', 'ab'],
  ['musical format', '\u{1d173}', ''],
  ['noncharacters', '\ufffe\uffff\u{1ffff}\ufdd0', ''],
  ['lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
];

export const hostilePayloads: readonly HostilePayload[] = [
  ...titlesAndClipboard, ...linksAndImages, ...screenAndCursor, ...stringsAndResets, ...overwriting, ...invisible,
];
