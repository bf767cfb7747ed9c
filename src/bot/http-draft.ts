/** A request while it is put together: structured, so that signatures can read and extend it. */
import { encodeParameters, type Parameter, parametersOf } from './http-params.js';
import { textOf } from './http-template.js';

export type BodyType = 'json' | 'form' | 'text';

export interface Draft {
  readonly method: string;
  /** Path of the URL, without its query. */
  readonly path: string;
  readonly query: Parameter[];
  readonly headers: Record<string, string>;
  readonly bodyType: BodyType;
  /** Undefined: no body is sent. */
  body: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body as it is sent; undefined when there is none. */
export function bodyText({ body, bodyType }: Draft): string | undefined {
  if (body === undefined) return undefined;
  if (bodyType === 'json') return JSON.stringify(body);
  return bodyType === 'form' && isRecord(body) ? encodeParameters(parametersOf(body)) : textOf(body);
}

/** Parameters of the query and of a form. */
export function parametersOfDraft({ query, body, bodyType }: Draft): Parameter[] {
  return bodyType === 'form' && isRecord(body) ? [...query, ...parametersOf(body)] : query;
}

/** Where a signature goes: one of the three. */
export interface PutTarget {
  readonly header?: string | undefined;
  readonly query?: string | undefined;
  readonly body?: string | undefined;
}

/** Puts a value into the draft; a body that has no fields, a text or a list, is left as it is. */
export function put(draft: Draft, { header, query, body }: PutTarget, value: string): void {
  if (header !== undefined) draft.headers[header.toLowerCase()] = value;
  if (query !== undefined) draft.query.push([query, value]);
  if (body === undefined) return;
  if (draft.body === undefined) draft.body = { [body]: value };
  else if (isRecord(draft.body)) draft.body = { ...draft.body, [body]: value };
}
