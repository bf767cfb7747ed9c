/** Jsonata expressions of the configuration, over untrusted bodies: compiled once, evaluated within bounds. Import it lazily. */
import jsonata from 'jsonata';
import { BotFailure, HarnessError } from '../schema/index.js';
import { clip, describeThrown, plainLine } from './failure-text.js';

/** `bindings` are variables without their dollar sign. */
export type Expression = (input: unknown, bindings?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** An expression may take this long; it runs in this process, where nothing else does meanwhile. */
const TIME_LIMIT_MS = 1_000;
const DEPTH_LIMIT = 400;
const SEQUENCE_LIMIT = 100_000;
/** Characters that a pattern is matched against: its time can grow with their square, and nothing can stop it. */
const PATTERN_INPUT_LIMIT = 100_000;

class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    if (text.length > PATTERN_INPUT_LIMIT)
      throw new RangeError(`a pattern is matched against over ${PATTERN_INPUT_LIMIT} characters`);
    return super.exec(text);
  }
}

const OPTIONS = {
  timeout: TIME_LIMIT_MS,
  stack: DEPTH_LIMIT,
  sequence: SEQUENCE_LIMIT,
  RegexEngine: BoundedRegExp as RegExpConstructor,
} as const;

/**
 * @throws HarnessError E_BOT_SPEC naming the field and the position when it is no jsonata. The expression rejects with a BotFailure
 *   `protocol` when it fails on an input, takes longer than a second or grows beyond its bounds.
 */
export function compileExpression(source: string, field: string): Expression {
  const { compiled } = compile(source, field);
  return async (input, bindings) => {
    try {
      return plainValue(await compiled.evaluate(input, bindings === undefined ? {} : { ...bindings }));
    } catch (error) {
      throw new BotFailure('protocol', `${field}: the expression failed: ${clip(plainLine(describeThrown(error)))}`);
    }
  };
}

function compile(source: string, field: string): { compiled: jsonata.Expression } {
  try {
    return { compiled: jsonata(source, OPTIONS) };
  } catch (error) {
    const position = (error as { position?: unknown }).position;
    const at = typeof position === 'number' ? ` at character ${position}` : '';
    const message = `no jsonata expression${at}: ${describeThrown(error)}`;
    throw new HarnessError({ code: 'E_BOT_SPEC', field, message, mend: 'try it at https://try.jsonata.org' });
  }
}

const MAX_DEPTH = 100;

/** A copy without jsonata's marks on lists, and without functions, which an expression can give as well. */
function plainValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new RangeError(`the result is over ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return Array.from(value, (item) => plainValue(item, depth + 1));
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item, depth + 1)]));
}

/** What a condition means: anything but undefined, null, false, 0, "" and a list of these alone holds. */
export function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holds) : Boolean(value);
}
