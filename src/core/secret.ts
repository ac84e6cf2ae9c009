const hidden = new WeakMap<Secret, string>();
/** Every credential of this run, so that no sink can show one, whoever put it into a text. */
const known = new Set<string>();

/** Shorter ones would turn ordinary words into dots. */
const shortestRedacted = 6;

/** A credential that cannot be printed by accident: every conversion shows at most its last four characters. */
export class Secret {
  constructor(value: string) {
    hidden.set(this, value);
    if (value.length >= shortestRedacted) known.add(value);
  }

  /** The credential itself, for a request header and nothing else. */
  reveal(): string {
    return hidden.get(this) ?? '';
  }

  /** A form that a person recognises: the last four characters of a long credential. */
  mask(): string {
    const value = this.reveal();
    return value.length >= 12 ? `…${value.slice(-4)}` : '…';
  }

  toString(): string {
    return this.mask();
  }

  toJSON(): string {
    return this.mask();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret(${this.mask()})`;
  }
}

/** The text with every credential of this run masked. In front of every sink: errors, logs, history, reports. */
export const redact = (text: string): string => {
  let safe = text;
  for (const value of known) {
    if (safe.includes(value)) safe = safe.replaceAll(value, value.length >= 12 ? `…${value.slice(-4)}` : '…');
  }
  return safe;
};
