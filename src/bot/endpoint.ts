/** Where a service is and what it is sent with every request: its URL and headers, checked, and what of them is secret. */
import { BotFailure, type BotReply, HarnessError } from '../schema/index.js';
import { resolveHeaders } from './http-headers.js';
import { createExcerpt, createReplyMask, MASKED, SECRET_NAME } from './secrets.js';

export interface EndpointSettings {
  /** Name of the adapter's section, for messages. */
  readonly section: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Further values that no message and no reply may show. */
  readonly secrets?: readonly string[];
}

export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** For the manifest. */
  readonly description: { readonly url: string; readonly headers?: Readonly<Record<string, string>> };
  /** Foreign text for a message: harmless, masked, clipped. */
  readonly excerpt: (text: string, length?: number) => string;
  readonly maskReply: (reply: BotReply) => BotReply;
}

/** @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable or an impossible header. */
export function createEndpoint({ section, url: given, headers, env, secrets = [] }: EndpointSettings): Endpoint {
  const url = new URL(given);
  assertNoCredentials(url, section);
  const { sent, described, secrets: sentSecrets } = headersOf(section, headers ?? {}, env);
  const query = [...url.searchParams].filter(([key]) => SECRET_NAME.test(key)).map(([, value]) => value);
  const hidden = [...secrets, ...sentSecrets, ...query];
  return {
    url,
    headers: sent,
    description: { url: describeUrl(url), ...(headers === undefined ? {} : { headers: described }) },
    excerpt: createExcerpt(hidden),
    maskReply: createReplyMask(hidden) ?? ((reply) => reply),
  };
}

/** The failure as it may leave the adapter: its words masked, and how long the bot asked to be left alone. */
export function maskedFailure({ kind, message, retryAfterMs }: BotFailure, excerpt: Endpoint['excerpt']): BotFailure {
  return new BotFailure(kind, excerpt(message, 600), { cause: kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

/** The headers of an HTTP bot, with messages that name this adapter's section. */
function headersOf(section: string, headers: Readonly<Record<string, string>>, env: EndpointSettings['env']) {
  try {
    return resolveHeaders(headers, env);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const [problem] = error.problems;
    if (problem?.field === undefined) throw error;
    throw new HarnessError({ ...problem, field: problem.field.replace(/^http\./, `${section}.`) }, { cause: error });
  }
}

function assertNoCredentials(url: URL, section: string): void {
  if (url.username === '' && url.password === '') return;
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: `${section}.url`,
    message: 'the URL carries a user name or password',
    mend: 'send it as a header from the environment: headers: { authorization: "env:NAME" }',
  });
}

function describeUrl(url: URL): string {
  const shown = new URL(url);
  for (const key of new Set(shown.searchParams.keys())) if (SECRET_NAME.test(key)) shown.searchParams.set(key, MASKED);
  return shown.href;
}
