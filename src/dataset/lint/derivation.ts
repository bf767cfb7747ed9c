/** `268*2-40 = 496`: the sum behind a number of a reply that catalogue and FAQ do not hold, as authors write it in `meta.derive`. */
import type { Turn } from '../../schema/index.js';

/** Rounding to the cent on either side. */
const TOLERANCE = 0.006;

export interface Derivation {
  readonly text: string;
  /** The right side; undefined when the text is no equation or the sides differ. */
  readonly result: number | undefined;
}

/** The equations of a turn; none when it has no `meta.derive`. */
export function derivationsOf(turn: Turn): readonly Derivation[] {
  const { meta } = turn;
  if (typeof meta !== 'object' || meta === null || !('derive' in meta) || !Array.isArray(meta.derive)) return [];
  return meta.derive.map((text: unknown) => ({ text: String(text), result: check(String(text)) }));
}

function check(text: string): number | undefined {
  const [left, right, ...more] = text.split('=');
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const [value, result] = [evaluate(left), evaluate(right)];
  if (value === undefined || result === undefined) return undefined;
  return Math.abs(value - result) <= TOLERANCE * Math.max(1, Math.abs(result) / 100) ? result : undefined;
}

/** The value of a sum of numbers with + - * / and brackets; undefined when it is none. */
export function evaluate(text: string): number | undefined {
  const tokens = text.match(/\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
  const parser = new Parser(tokens);
  const value = parser.sum();
  return parser.done && value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** sum := product (± product)*, product := factor (×÷ factor)*, factor := number | - factor | ( sum ) */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get done(): boolean {
    return this.at === this.tokens.length;
  }

  sum(): number | undefined {
    return this.chain(() => this.product(), { '+': (a, b) => a + b, '-': (a, b) => a - b });
  }

  private product(): number | undefined {
    return this.chain(() => this.factor(), { '*': (a, b) => a * b, '/': (a, b) => a / b });
  }

  private chain(part: () => number | undefined, operators: Readonly<Record<string, (a: number, b: number) => number>>) {
    let value = part();
    for (;;) {
      const operate = operators[this.tokens[this.at] ?? ''];
      if (value === undefined || operate === undefined) return value;
      this.at += 1;
      const next = part();
      value = next === undefined ? undefined : operate(value, next);
    }
  }

  private factor(): number | undefined {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token === '-') {
      const value = this.factor();
      return value === undefined ? undefined : -value;
    }
    if (token === '(') {
      const value = this.sum();
      this.at += 1;
      return this.tokens[this.at - 1] === ')' ? value : undefined;
    }
    return token !== undefined && /^\d/.test(token) ? Number(token) : undefined;
  }
}
