const hidden = new WeakMap<Secret, string>();

/** A credential that cannot be printed by accident: every conversion shows at most its last four characters. */
export class Secret {
  constructor(value: string) {
    hidden.set(this, value);
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
