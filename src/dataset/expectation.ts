/** What a decoder expects at a path, and what stands there instead, in words. */
import { z } from 'zod';

/** The decoder at `path` within `schema`, or undefined where the path leads out of it. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const part of path) here = here === undefined ? undefined : stepInto(here, part);
  return here === undefined ? undefined : unwrap(here);
}

function stepInto(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(part)];
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  if (!(inner instanceof z.ZodUnion)) return undefined;
  return inner.options.map((option) => stepInto(option, part)).find((found) => found !== undefined);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

/** The keys that the object at `path` may have; empty where it is no object with fixed keys. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** `non-empty text or a list of non-empty text`; undefined for decoders that accept anything. */
export function expectation(schema: z.core.$ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodString) return inner.minLength !== null && inner.minLength > 0 ? 'non-empty text' : 'text';
  if (inner instanceof z.ZodNumber) return numberExpectation(inner);
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => JSON.stringify(option)).join(', ');
  if (inner instanceof z.ZodArray) return `a list of ${expectation(inner.element) ?? 'values'}`;
  if (inner instanceof z.ZodRecord) return `an object of name → ${expectation(inner.valueType) ?? 'value'}`;
  if (inner instanceof z.ZodObject) return `an object with ${Object.keys(inner.shape).join(', ')}`;
  if (inner instanceof z.ZodUnion) return inner.options.map((option) => expectation(option) ?? 'a value').join(' or ');
  return undefined;
}

function numberExpectation(schema: z.ZodNumber): string {
  const kind = schema.isInt ? 'a whole number' : 'a number';
  const least = limit(schema.minValue);
  const most = limit(schema.maxValue);
  if (least !== undefined && most !== undefined) return `${kind} from ${least} to ${most}`;
  if (least !== undefined) return `${kind} of at least ${least}`;
  return most === undefined ? kind : `${kind} of at most ${most}`;
}

/** Bounds that are no more than those of the number type say nothing. */
function limit(value: number | null): number | undefined {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

/** `is missing`, `got an empty text`, `got "maybe"`. */
export function finding(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === '') return 'got an empty text';
  if (typeof value === 'string') return `got ${JSON.stringify(shortened(value))}`;
  if (Array.isArray(value)) return value.length === 0 ? 'got an empty list' : 'got a list';
  if (typeof value === 'object' && value !== null) return 'got an object';
  return `got ${String(value)}`;
}

/** At most 40 characters (code points) of a text. */
function shortened(text: string): string {
  const characters = [...text.slice(0, 82)];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text;
}
