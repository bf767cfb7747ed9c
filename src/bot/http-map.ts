/** The fields of a reply, found in a body by expressions. Import it lazily: it brings jsonata. */
import { BotFailure, type ReplyMapConfig } from '../schema/index.js';
import { compileExpression, type Expression, holds } from './expression.js';
import { clip, plainLine } from './failure-text.js';
import { textOf } from './http-template.js';

/** A body → a value for `decodeReply`. Rejects with a BotFailure: `bot` when `error` holds, `protocol` when an expression fails. */
export type ReplyMap = (body: unknown, bindings?: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;

export interface MapOptions {
  /** Place of the map in the configuration, such as `http.map`. */
  readonly field: string;
  /** Between several texts; default a line break. */
  readonly join?: string | undefined;
}

type Field = keyof ReplyMapConfig;

/** jsonata gives one item for a list of one, and numbers where ids are numbers. */
const SHAPES: Partial<Record<Field, (value: unknown, join: string) => unknown>> = {
  text: (value, join) => (Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(join) : value),
  id: idText,
  intents: (value) => listOf(value).map((item) => (typeof item === 'string' ? { name: item } : item)),
  products: (value) => listOf(value).map(idText),
  slots: withoutNulls,
};

/** @throws HarnessError E_BOT_SPEC naming the field and the position of an expression that does not compile. */
export function compileMap(config: ReplyMapConfig, { field, join = '\n' }: MapOptions): ReplyMap {
  const { error, ...fields } = config;
  const fails = error === undefined ? undefined : compileExpression(error, `${field}.error`);
  const expressions = Object.entries(fields).flatMap(([name, source]): [Field, Expression][] =>
    source === undefined ? [] : [[name as Field, compileExpression(source, `${field}.${name}`)]],
  );
  return async (body, bindings) => {
    await assertNoError(fails, body, bindings);
    const reply: Record<string, unknown> = {};
    for (const [name, expression] of expressions) {
      const value = await expression(body, bindings);
      if (value !== undefined && value !== null) reply[name] = SHAPES[name]?.(value, join) ?? value;
    }
    return reply;
  };
}

async function assertNoError(
  fails: Expression | undefined,
  body: unknown,
  bindings?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const error = await fails?.(body, bindings);
  if (!holds(error)) return;
  throw new BotFailure('bot', `the bot answered with an error: ${clip(plainLine(textOf(error)))}`);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function idText(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

/** Slots that were not filled are often written as null. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}
