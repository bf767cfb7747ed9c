/**
 * Templates: `{{path}}` in strings of the configuration, filled in a call. They work on JSON values, not on JSON text, so that no
 * quote in an utterance can break a body.
 */
import { HarnessError } from '../schema/index.js';
import type { Environment } from './environment.js';

/** What the paths of a template start at. */
export type Scope = Readonly<Record<string, unknown>>;
export type Template = (scope: Scope) => unknown;
export type TextTemplate = (scope: Scope) => string;

/** A name that a template may start with: `any` has parts of any name, `plain` none, a list these alone. */
export type NameKind = 'any' | 'plain' | readonly string[];

export interface TemplateRules {
  readonly names: Readonly<Record<string, NameKind>>;
  /** Source of `{{env.NAME}}`, which is filled in when the template is compiled. */
  readonly environment: Environment;
  /** Applied to what stands between templates. */
  readonly literal?: (text: string) => string;
  /** Applied to each value that goes into a longer text. */
  readonly escape?: (text: string) => string;
}

const PLACEHOLDER = /\{\{\s*("(?:[^"\\]|\\.)*"|[^{}"]*?)\s*\}\}/g;
const PATH = /^([A-Za-z_]\w*)((?:\.[\w-]+|\[-?\d+\])*)((?:\s*\|\s*\w+)*)$/;

/** RFC 3986: all but letters, digits and `-._~` as `%XX` of the UTF-8 bytes. */
export function percentEncode(text: string): string {
  // By way of bytes: half a surrogate pair, which a bot may send, would throw.
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  return encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const FILTERS: Readonly<Record<string, (text: string, value: unknown) => string>> = {
  text: (text) => text,
  json: (_text, value) => JSON.stringify(value) ?? '',
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  url: percentEncode,
};

/** A value as text: strings as they are, nothing for null and undefined, JSON for lists and objects. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A JSON value whose strings may hold templates. A string that is one template alone becomes the value itself; when there is none,
 * a key is left out and an item of a list is null. `field` is the place of the configuration, for errors.
 * @throws HarnessError E_BOT_SPEC for an unknown name, filter or variable, and for braces that are not closed.
 */
export function compileTemplate(value: unknown, field: string, rules: TemplateRules): Template {
  if (typeof value === 'string') return compileString(value, field, rules);
  if (Array.isArray(value)) {
    const items = value.map((item, i) => compileTemplate(item, `${field}[${i}]`, rules));
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  if (typeof value !== 'object' || value === null) return () => value;
  const entries = Object.entries(value).map(([key, item]) => [key, compileTemplate(item, `${field}.${key}`, rules)] as const);
  return (scope) => {
    const filled = entries.map(([key, item]) => [key, item(scope)] as const);
    return Object.fromEntries(filled.filter(([, item]) => item !== undefined));
  };
}

/** As {@link compileTemplate} for a string that stays text. */
export function compileText(text: string, field: string, rules: TemplateRules): TextTemplate {
  const parts = partsOf(text, field, rules);
  const [first] = parts;
  if (parts.length === 1 && typeof first === 'string') return () => first;
  const escaped = rules.escape ?? ((value: string) => value);
  return (scope) => parts.map((part) => (typeof part === 'string' ? part : escaped(textOf(part(scope))))).join('');
}

function compileString(text: string, field: string, rules: TemplateRules): Template {
  const parts = partsOf(text, field, rules);
  const [only] = parts;
  return parts.length === 1 && typeof only === 'function' ? only : compileText(text, field, rules);
}

function partsOf(text: string, field: string, rules: TemplateRules): (string | Template)[] {
  const literal = (part: string) => {
    if (part.includes('{{'))
      throw badTemplate(field, 'a {{ is not closed, or holds no path', 'write {{"{{"}} for the braces themselves');
    return rules.literal?.(part) ?? part;
  };
  const parts: (string | Template)[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push(literal(text.slice(from, match.index)));
    parts.push(placeholder(match[1] as string, field, rules));
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push(literal(text.slice(from)));
  return parts;
}

function placeholder(inside: string, field: string, rules: TemplateRules): Template {
  if (inside.startsWith('"')) return constant(quotedText(inside, field));
  const [, root, rest = '', filterText = ''] = PATH.exec(inside) ?? [];
  if (root === undefined) throw badTemplate(field, `{{${inside}}} is no path`, 'write a name, .part, [0] or [-1], and | filter');
  const parts = [...rest.matchAll(/\.([\w-]+)|\[(-?\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
  const filters = [...filterText.matchAll(/\w+/g)].map(([name]) => filterNamed(name, field));
  const value = root === 'env' ? environmentValue(parts, field, rules) : lookUp(root, parts, field, rules);
  if (filters.length === 0) return value;
  const filtered: Template = (scope) => filters.reduce((current, filter) => filter(textOf(current), current), value(scope));
  if (root === 'env') rules.environment.hide(textOf(filtered({})));
  return filtered;
}

const constant =
  (value: unknown): Template =>
  () =>
    value;

function quotedText(inside: string, field: string): string {
  try {
    return JSON.parse(inside);
  } catch {
    throw badTemplate(field, `{{${inside}}} is no text in JSON`, 'escape it as in JSON');
  }
}

function filterNamed(name: string, field: string): (text: string, value: unknown) => unknown {
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
  if (filter === undefined) throw badTemplate(field, `there is no filter ${name}`, `one of ${Object.keys(FILTERS).join(', ')}`);
  return filter;
}

function environmentValue(
  [name, ...more]: readonly (string | number)[],
  field: string,
  { environment }: TemplateRules,
): Template {
  if (typeof name !== 'string' || more.length > 0) throw badTemplate(field, '{{env}} needs one name', 'write {{env.NAME}}');
  return constant(environment.value(name, field));
}

function lookUp(root: string, parts: readonly (string | number)[], field: string, { names }: TemplateRules): Template {
  const kind = Object.hasOwn(names, root) ? names[root] : undefined;
  if (kind === undefined) {
    throw badTemplate(field, `{{${root}}} is not known here`, `one of ${Object.keys(names).join(', ')}, env.NAME`);
  }
  const [first] = parts;
  if (kind === 'plain' && first !== undefined) throw badTemplate(field, `{{${root}}} has no parts`, `write {{${root}}}`);
  if (Array.isArray(kind) && !kind.includes(String(first))) {
    throw badTemplate(
      field,
      `{{${root}.${first ?? ''}}} is not known`,
      kind.length === 0 ? 'none is defined' : `one of ${kind.join(', ')}`,
    );
  }
  return (scope) => parts.reduce<unknown>(partOf, scope[root]);
}

/** Own parts only, so that no path reaches into a prototype. */
function partOf(value: unknown, part: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof part === 'number') return Array.isArray(value) ? value.at(part) : undefined;
  return Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined;
}

function badTemplate(field: string, message: string, mend: string): HarnessError {
  return new HarnessError({ code: 'E_BOT_SPEC', field, message, mend });
}
