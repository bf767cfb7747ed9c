/** Where and why a text is not JSON. JSON.parse says so in words that change between versions of Node, often without the place. */

export interface JsonFault {
  /** Index of the first character that cannot stand there, in UTF-16 units; the length of the text when it ends too early. */
  readonly at: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The first fault of `text`, or undefined when it is JSON (agrees with JSON.parse). The empty text ends too early. */
export function jsonFault(text: string): JsonFault | undefined {
  return new Scanner(text).run();
}

class Scanner {
  private at = 0;
  /** Open brackets, innermost last. */
  private readonly open: ('{' | '[')[] = [];

  constructor(private readonly text: string) {}

  run(): JsonFault | undefined {
    for (;;) {
      const fault = this.value();
      if (fault !== undefined) return fault;
      const state = this.closeAll();
      if (state !== 'next') return state === 'done' ? undefined : state;
    }
  }

  /** A scalar, an empty container, or the opening of a container up to its first value. */
  private value(): JsonFault | undefined {
    for (;;) {
      this.skip(SPACE);
      const character = this.text[this.at];
      if (character === '"') return this.string();
      if (character !== '{' && character !== '[') {
        return this.skip(SCALAR) ? undefined : this.fault('a value');
      }
      this.at += 1;
      this.skip(SPACE);
      if (this.text[this.at] === (character === '{' ? '}' : ']')) {
        this.at += 1;
        return undefined;
      }
      this.open.push(character);
      if (character === '{') {
        const fault = this.key();
        if (fault !== undefined) return fault;
      }
    }
  }

  /** After a value: closes what ends here; `next` when another value is due. */
  private closeAll(): 'next' | 'done' | JsonFault {
    for (;;) {
      this.skip(SPACE);
      const inside = this.open.at(-1);
      const character = this.text[this.at];
      if (inside === undefined) return character === undefined ? 'done' : this.fault('the end of the line');
      const close = inside === '{' ? '}' : ']';
      if (character === ',') {
        this.at += 1;
        return (inside === '{' ? this.key() : undefined) ?? 'next';
      }
      if (character !== close) return this.fault(`, or ${close}`);
      this.at += 1;
      this.open.pop();
    }
  }

  private key(): JsonFault | undefined {
    this.skip(SPACE);
    if (this.text[this.at] !== '"') return this.fault('a key in double quotes');
    const fault = this.string();
    if (fault !== undefined) return fault;
    this.skip(SPACE);
    if (this.text[this.at] !== ':') return this.fault(':');
    this.at += 1;
    return undefined;
  }

  /** Walked by hand: a pattern with this many repetitions would exhaust its stack on a long text. */
  private string(): JsonFault | undefined {
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at] as string;
      if (character === '"') {
        this.at += 1;
        return undefined;
      }
      if (character < ' ') return this.fault('no control character within a text');
      if (character !== '\\') continue;
      const escaped = ESCAPE.exec(this.text.slice(this.at, this.at + 6))?.[0];
      if (escaped === undefined) return this.fault('an escape such as \\n or \\"');
      this.at += escaped.length - 1;
    }
    return this.fault('a closing "');
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private fault(expected: string): JsonFault {
    return { at: this.at, expected };
  }
}
