/** The headers of an HTTP bot: `env:NAME` filled in before the run, and what of them is secret. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { HarnessError } from '../schema/index.js';
import { MASKED, SECRET_NAME } from './secrets.js';

export interface HttpHeaders {
  /** Lower-case names. */
  readonly sent: Readonly<Record<string, string>>;
  /** For the manifest: `env:NAME` as configured, `***` where a value may be a secret. */
  readonly described: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
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

/** @throws HarnessError E_BOT_SPEC for a missing or empty variable, or what no header can carry; values are never quoted. */
export function resolveHeaders(
  configured: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): HttpHeaders {
  const sent: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
  const described: Record<string, string> = {};
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(configured)) {
    const key = name.toLowerCase();
    const resolved = value.replace(REFERENCE, (_reference, variable: string) => {
      const found = env[variable];
      if (found === undefined || found === '') throw missingVariable(name, variable);
      secrets.push(found);
      return found;
    });
    assertSendable(name, resolved);
    const secret = SECRET_NAME.test(key);
    if (secret) secrets.push(resolved);
    sent[key] = resolved;
    described[key] = value === resolved && secret ? MASKED : secret ? onlyReferences(value) : value;
  }
  return { sent, described, secrets };
}

/** `Bearer env:TOKEN` is shown whole, `abc123 env:TOKEN` would show half a secret. */
function onlyReferences(value: string): string {
  return value
    .split(/(\s+)/)
    .map((word) => (/^(env:\S+|Bearer|Basic|Token|\s*)$/i.test(word) ? word : MASKED))
    .join('');
}

function missingVariable(header: string, variable: string): HarnessError {
  return new HarnessError({
    code: 'E_BOT_SPEC',
    field: `http.headers.${header}`,
    message: `the environment variable ${variable} is not set`,
    mend: `set ${variable} before the run`,
  });
}

function assertSendable(name: string, value: string): void {
  const field = `http.headers.${name}`;
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
