/** Requests of an HTTP bot: the settings compiled once, filled in for each call. */
import { HarnessError, type HttpRequestConfig } from '../schema/index.js';
import { bodyText, type Draft } from './http-draft.js';
import { compileHeaders, type HeaderTemplates } from './http-headers.js';
import { encodeParameters, type Parameter } from './http-params.js';
import { compileSigner, type Signer } from './http-sign.js';
import {
  compileTemplate,
  compileText,
  percentEncode,
  type Scope,
  type Template,
  type TemplateRules,
  type TextTemplate,
  textOf,
} from './http-template.js';

/** A request ready to be sent. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Names of headers that another origin must not see. */
  readonly guarded: ReadonlySet<string>;
  /** The body holds something secret, or is signed: it must not go to another origin either. */
  readonly guardedBody: boolean;
}

export interface RequestTemplate {
  /** @throws BotFailure `protocol` for a value that cannot be sent. */
  readonly fill: (scope: Scope) => PreparedRequest;
  readonly headers: HeaderTemplates;
}

const CONTENT_TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
} as const;

interface Parts {
  readonly method: string;
  readonly origin: string;
  readonly address: TextTemplate;
  readonly headers: HeaderTemplates;
  readonly query: readonly (readonly [name: string, value: Template])[];
  readonly body: Template | undefined;
  readonly bodyType: Draft['bodyType'];
  readonly sign: Signer | undefined;
  readonly guardedBody: boolean;
}

/**
 * `field` is the place of the settings, such as `http.session`; `defaultBody` is sent when they state none and the method has one.
 * @throws HarnessError E_BOT_SPEC for what cannot be sent, and as {@link compileTemplate}.
 */
export function compileRequest(
  config: HttpRequestConfig,
  field: string,
  rules: TemplateRules,
  defaultBody?: Template,
): RequestTemplate {
  const { body, query = {}, sign, body_type: bodyType = 'json' } = config;
  const method = config.method ?? (body === undefined && defaultBody === undefined ? 'GET' : 'POST');
  assertBody(config, method, field);
  const { origin, address } = splitUrl(config.url, field);
  const steps = (sign ?? []).map((step) => step.name);
  const headers = compileHeaders(config.headers ?? {}, `${field}.headers`, {
    ...rules,
    names: { ...rules.names, ...(sign === undefined ? {} : { sign: steps }) },
  });
  const given = body === undefined ? undefined : compileTemplate(body, `${field}.body`, rules);
  const parts: Parts = {
    method,
    origin,
    address: compileText(address, `${field}.url`, { ...rules, escape: percentEncode }),
    headers,
    query: Object.entries(query).map(([name, value]) => [name, compileTemplate(value, `${field}.query.${name}`, rules)] as const),
    body: given ?? (method === 'GET' ? undefined : defaultBody),
    bodyType,
    sign: sign === undefined ? undefined : compileSigner(sign, `${field}.sign`, rules),
    guardedBody: sign !== undefined || /\{\{\s*(env|session)\./.test(JSON.stringify(body ?? null)),
  };
  return { headers, fill: (scope) => fillRequest(parts, scope) };
}

function fillRequest(parts: Parts, scope: Scope): PreparedRequest {
  const { method, origin, sign, guardedBody, bodyType } = parts;
  const url = new URL(origin + parts.address(scope));
  const query: Parameter[] = [...url.searchParams];
  const before = query.length;
  for (const [name, value] of parts.query) {
    const item = value(scope);
    if (item !== undefined && item !== null) query.push([name, textOf(item)]);
  }
  const draft: Draft = { method, path: url.pathname, query, headers: {}, bodyType, body: parts.body?.(scope) };
  const values = sign?.(draft, scope);
  // What the URL states stays as it is written there.
  const added = encodeParameters(query.slice(before));
  if (added !== '') url.search = url.search === '' ? `?${added}` : `${url.search}&${added}`;
  const body = bodyText(draft);
  const defaults = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': CONTENT_TYPES[bodyType] }) };
  const headers = { ...defaults, ...parts.headers.fill({ ...scope, sign: values }), ...draft.headers };
  const guarded = new Set([...parts.headers.guarded, ...Object.keys(draft.headers)]);
  return { method, url, headers, body, guarded, guardedBody };
}

/** The origin stands fast, so that no value of a call can send it elsewhere. */
function splitUrl(url: string, field: string): { origin: string; address: string } {
  const { origin, username, password } = new URL(url);
  if (username !== '' || password !== '') throw credentialsIn(field);
  const rest = url.slice(url.indexOf('//') + 2).replace(/^[^/?#\\]*/, '');
  const [address = ''] = rest.split('#', 1);
  return { origin, address: address.startsWith('/') ? address : `/${address}` };
}

/** @throws HarnessError E_BOT_SPEC for credentials in a URL. */
export function assertNoCredentials(url: URL, field: string): void {
  if (url.username !== '' || url.password !== '') throw credentialsIn(field);
}

function credentialsIn(field: string): HarnessError {
  return new HarnessError({
    code: 'E_BOT_SPEC',
    field: `${field}.url`,
    message: 'the URL carries a user name or password',
    mend: 'send it as a header from the environment: headers: { authorization: "env:NAME" }',
  });
}

function assertBody({ body, body_type, sign }: HttpRequestConfig, method: string, field: string): void {
  const refuse = (name: string, message: string, mend: string) => {
    throw new HarnessError({ code: 'E_BOT_SPEC', field: `${field}.${name}`, message, mend });
  };
  const hasFields = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (method === 'GET' && body !== undefined) refuse('body', 'a GET has no body', 'put it into query, or use method: POST');
  if (body_type === 'form' && !hasFields) refuse('body', 'a form needs named fields', 'write body: { name: "{{utterance}}" }');
  if (body_type === 'text' && typeof body !== 'string') refuse('body', 'a text is one string', 'write body: "{{utterance}}"');
  const intoBody = sign?.some((step) => step.to?.body !== undefined) === true;
  if (intoBody && (method === 'GET' || (body !== undefined && !hasFields))) {
    refuse('sign', 'a signature cannot go into a body without fields', 'put it to: { header: NAME } or { query: NAME }');
  }
}
