/** Parameters of queries and forms: their text on the wire, and their canonical forms for signatures. */
import { percentEncode, textOf } from './http-template.js';

export type Parameter = readonly [name: string, value: string];

/** Encoded by RFC 3986, in the given order; a form as well, whose decoders take `%20` for a space too. */
export function encodeParameters(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

/** By name, then by value, in the order of UTF-16 units. */
export function sortParameters(parameters: readonly Parameter[]): Parameter[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...parameters].sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
}

/** The entries of an object as parameters; what is null or undefined is left out, lists and objects become JSON. */
export function parametersOf(value: Readonly<Record<string, unknown>>): Parameter[] {
  return Object.entries(value).flatMap(([name, item]) =>
    item === undefined || item === null ? [] : [[name, textOf(item)] as const],
  );
}

/** What of the sorted parameters a template can name. */
export interface CanonicalParameters {
  /** `a=1&b=2`, values as they are. */
  readonly sorted_params: string;
  /** `a1b2` */
  readonly sorted_concat: string;
  /** `12` */
  readonly sorted_values: string;
  /** `a=1&b=2`, percent-encoded by RFC 3986. */
  readonly canonical_query: string;
}

export function canonical(parameters: readonly Parameter[]): CanonicalParameters {
  const sorted = sortParameters(parameters);
  return {
    sorted_params: sorted.map(([name, value]) => `${name}=${value}`).join('&'),
    sorted_concat: sorted.map(([name, value]) => name + value).join(''),
    sorted_values: sorted.map(([, value]) => value).join(''),
    canonical_query: encodeParameters(sorted),
  };
}
