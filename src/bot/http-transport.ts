/** The connections of an HTTP bot: a pool for its origin, others when it is sent elsewhere, through a proxy, with TLS settings. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { HarnessError, type HttpConfig, type TlsConfig } from '../schema/index.js';
import { MANY_IN_FLIGHT } from './context.js';
import type { Environment } from './environment.js';
import { describeThrown } from './failure-text.js';

export interface Transport {
  readonly dispatcherFor: (origin: string) => Dispatcher;
  readonly destroy: () => Promise<void>;
}

// Time-outs are the caller's, by its signal.
const OPTIONS = { connections: MANY_IN_FLIGHT, headersTimeout: 0, bodyTimeout: 0 } as const;

const poolOf = (origin: string | URL, options: object): Pool => new Pool(origin, { ...OPTIONS, ...options });

/** @throws HarnessError E_BOT_SPEC for a proxy that is no URL or carries a password, or a file that cannot be read. */
export function openTransport(http: HttpConfig, baseDir: string, environment: Environment): Transport {
  const tls = http.tls === undefined ? undefined : readTls(http.tls, baseDir);
  if (http.proxy !== undefined) {
    const uri = proxyUrl(http.proxy, environment);
    // A tunnel for https alone: many a proxy opens none to another port than 443.
    const agent = new ProxyAgent({ uri, proxyTunnel: false, factory: poolOf, ...(tls === undefined ? {} : { requestTls: tls }) });
    return { dispatcherFor: () => agent, destroy: () => agent.destroy() };
  }
  const options = tls === undefined ? OPTIONS : { ...OPTIONS, connect: tls };
  const home = new URL(http.url).origin;
  const pool = new Pool(home, options);
  let others: Agent | undefined;
  return {
    dispatcherFor: (origin) => {
      if (origin === home) return pool;
      others ??= new Agent(options);
      return others;
    },
    destroy: async () => {
      await Promise.all([pool.destroy(), others?.destroy()]);
    },
  };
}

interface TlsOptions {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  servername?: string;
  rejectUnauthorized?: boolean;
}

function readTls(tls: TlsConfig, baseDir: string): TlsOptions {
  const options: TlsOptions = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = tls[name];
    if (path !== undefined) options[name] = readPem(resolve(baseDir, path), path, `http.tls.${name}`);
  }
  if (tls.server_name !== undefined) options.servername = tls.server_name;
  if (tls.reject_unauthorized !== undefined) options.rejectUnauthorized = tls.reject_unauthorized;
  return options;
}

function readPem(path: string, shown: string, field: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const message = `${shown} cannot be read: ${(error as NodeJS.ErrnoException).code ?? describeThrown(error)}`;
    throw new HarnessError({ code: 'E_BOT_SPEC', field, message, mend: 'give a path relative to the configuration' });
  }
}

function proxyUrl(configured: string, environment: Environment): string {
  const [, variable] = /^env:(\S+)$/.exec(configured) ?? [];
  const value = variable === undefined ? configured : environment.value(variable, 'http.proxy');
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const refuse = (message: string, mend: string) => new HarnessError({ code: 'E_BOT_SPEC', field: 'http.proxy', message, mend });
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw refuse('this is no http(s) URL', 'write http://host:port or env:NAME');
  if (variable === undefined && (url.username !== '' || url.password !== '')) {
    throw refuse('the URL carries a user name or password', 'take the URL from the environment: proxy: env:NAME');
  }
  if (url.password !== '') environment.hide(decodeURIComponent(url.password));
  return value;
}
