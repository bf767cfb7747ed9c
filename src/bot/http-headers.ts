/** The headers of an HTTP bot: `env:NAME` filled in before the run, templates in a call, and what of them is secret. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { BotFailure, HarnessError } from '../schema/index.js';
import { Environment } from './environment.js';
import { compileText, type Scope, type TemplateRules, type TextTemplate } from './http-template.js';
import { MASKED, SECRET_NAME } from './secrets.js';

type Configured = Readonly<Record<string, string>>;

export interface HttpHeaders {
  /** Lower-case names. */
  readonly sent: Configured;
  /** For the manifest: `env:NAME` as configured, `***` where a value may be a secret. */
  readonly described: Configured;
  readonly secrets: readonly string[];
}

export interface HeaderTemplates {
  /** @throws BotFailure `protocol` for a value that no header can carry. */
  readonly fill: (scope: Scope) => Record<string, string>;
  readonly described: Configured;
  /** Values that are secret by the name of their header. */
  readonly secrets: readonly string[];
  /** Lower-case names of headers that another origin must not see: secret by name, or with something from the environment. */
  readonly guarded: ReadonlySet<string>;
}

/** A word of a value, so that `Bearer env:TOKEN` works as well. */
const REFERENCE = /(?<=^|\s)env:(\S+)/g;
/** They belong to the connection, which the adapter keeps. */
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const NO_TEMPLATES: Omit<TemplateRules, 'environment'> = { names: {} };

/**
 * The headers of a bot that speaks the protocol, which have no templates.
 * @throws HarnessError E_BOT_SPEC for a missing or empty variable, or what no header can carry; values are never quoted.
 */
export function resolveHeaders(configured: Configured, env: Readonly<Record<string, string | undefined>>): HttpHeaders {
  const environment = new Environment(env);
  const templates = compileHeaders(configured, 'http.headers', { ...NO_TEMPLATES, environment });
  const sent = { 'content-type': 'application/json', accept: 'application/json', ...templates.fill({}) };
  return { sent, described: templates.described, secrets: [...environment.secrets, ...templates.secrets] };
}

/**
 * Templates of headers; `env:NAME` is resolved here, but never within a value that a template gives.
 * @throws HarnessError E_BOT_SPEC, as {@link resolveHeaders} and {@link compileText}.
 */
export function compileHeaders(configured: Configured, field: string, rules: TemplateRules): HeaderTemplates {
  const described: Record<string, string> = {};
  const secrets: string[] = [];
  const guarded = new Set<string>();
  const fixed: Record<string, string> = {};
  const filled: [name: string, value: TextTemplate][] = [];
  for (const [name, value] of Object.entries(configured)) {
    const key = name.toLowerCase();
    const place = `${field}.${name}`;
    const secret = SECRET_NAME.test(key);
    const template = compileText(value, place, { ...rules, literal: (text) => withEnvironment(text, place, rules.environment) });
    const constant = value.includes('{{') ? undefined : template({});
    assertSendable(name, place, constant ?? '');
    if (constant === undefined) filled.push([key, template]);
    else fixed[key] = constant;
    if (secret && constant !== undefined) secrets.push(constant);
    if (secret || mentionsSecret(value)) guarded.add(key);
    described[key] = secret ? onlyReferences(value) : value;
  }
  return { described, secrets, guarded, fill: (scope) => fill(fixed, filled, scope) };
}

function fill(fixed: Configured, filled: readonly [string, TextTemplate][], scope: Scope): Record<string, string> {
  const headers: Record<string, string> = { ...fixed };
  for (const [name, template] of filled) {
    const value = template(scope);
    if (!isSendable(name, value)) throw new BotFailure('protocol', `the header ${name}: no header can carry this value`);
    headers[name] = value;
  }
  return headers;
}

function withEnvironment(text: string, field: string, environment: Environment): string {
  return text.replace(REFERENCE, (_reference, variable: string) => environment.value(variable, field));
}

const mentionsSecret = (value: string): boolean => /(^|\s)env:\S|\{\{\s*(env|session|sign)\./.test(value);

/** `Bearer env:TOKEN` is shown whole, `abc123 env:TOKEN` would show half a secret. */
function onlyReferences(value: string): string {
  if (!/(^|\s)env:\S|\{\{/.test(value)) return MASKED;
  return value
    .split(/(\s+)/)
    .map((word) => (/^(env:\S+|\{\{[\w.|[\]-]+\}\}|Bearer|Basic|Token|\s*)$/i.test(word) ? word : MASKED))
    .join('');
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** @throws HarnessError E_BOT_SPEC for a header of the connection, and what no header can carry. */
export function assertSendable(name: string, field: string, value: string): void {
  if (RESERVED.has(name.toLowerCase())) {
    throw new HarnessError({ code: 'E_BOT_SPEC', field, message: 'this header belongs to the connection', mend: 'leave it out' });
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (cause) {
    const message = 'the name or value has a character that no header can carry, such as a line break';
    throw new HarnessError({ code: 'E_BOT_SPEC', field, message }, { cause: cause instanceof Error ? cause.name : cause });
  }
}
