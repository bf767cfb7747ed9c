/** The settings of an HTTP bot as the manifest may state them, and what in them is secret. */
import type { HttpConfig } from '../schema/index.js';
import { MASKED, SECRET_NAME } from './secrets.js';

/** Their strings are expressions and names, whatever they are called. */
const NEVER_SECRET: ReadonlySet<string> = new Set(['map', 'final', 'tls', 'match', 'until', 'delta', 'done']);
const REFERENCE = /\{\{[^{}]*\}\}|(?<=^|\s)env:\S+/g;
const PARAMETER = /([?&])([^=&#]+)=([^&#]*)/g;

/** A URL with the values of parameters named like secrets masked. */
export function describeUrl(url: string): string {
  const shown = url.includes('{{') ? url : new URL(url).href;
  return shown.replace(PARAMETER, (whole, before, name, value) =>
    SECRET_NAME.test(name) && isLiteral(value) ? `${before}${name}=${MASKED}` : whole,
  );
}

/** The values of parameters named like secrets that the URL states itself. */
export function secretParameters(url: string): string[] {
  return [...url.matchAll(PARAMETER)].flatMap(([, , name = '', value = '']) =>
    SECRET_NAME.test(name) && isLiteral(value) ? [value, ...new URLSearchParams(`v=${value}`).values()] : [],
  );
}

export interface DescribedSettings {
  readonly described: Readonly<Record<string, unknown>>;
  /** Values that the settings state themselves under a name like a secret's. */
  readonly secrets: readonly string[];
}

/** A JSON copy of the settings: values under names like secrets' become `***` unless they are references alone. */
export function describeSettings(http: HttpConfig): DescribedSettings {
  const secrets: string[] = [];
  const describe = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (key === 'url') {
        secrets.push(...secretParameters(value));
        return describeUrl(value);
      }
      if (!SECRET_NAME.test(key) || !isLiteral(value)) return value;
      secrets.push(value);
      return MASKED;
    }
    if (Array.isArray(value)) return value.map((item) => describe(item, key));
    if (typeof value !== 'object' || value === null) return value;
    if (NEVER_SECRET.has(key)) return structuredClone(value);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([name, item]) => [name, describe(item, name)]));
  };
  return { described: describe(http, '') as Record<string, unknown>, secrets };
}

/** Has text of its own beside its references, such as more than the `&` of a key or a `Bearer`. */
function isLiteral(value: string): boolean {
  return /[\p{L}\p{N}]/u.test(value.replace(REFERENCE, '').replace(/^(Bearer|Basic|Token)\s/i, ''));
}
