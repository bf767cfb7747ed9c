/** A model's server, with its bad days. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type EndpointConfig, type ModelEndpoint, openEndpoint } from './model-endpoint.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function endpoint(listener: RequestListener, config: Partial<EndpointConfig> = {}): Promise<ModelEndpoint> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => listener(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  const opened = openEndpoint({ base_url, model: 'm', ...config }, 'judge', { KEY: 'sk-secret-77' });
  cleanups.push(
    () => opened.close(),
    () => {
      server.closeAllConnections();
      server.close();
    },
  );
  return opened;
}

describe('a question', () => {
  it('goes to the path below the base, with the key', async () => {
    const seen: unknown[] = [];
    const opened = await endpoint(
      (request, response) => {
        seen.push([request.method, request.url, request.headers.authorization]);
        response.end('{"a":1}');
      },
      { api_key: 'env:KEY' },
    );
    expect(await opened.post('chat/completions', '{}')).toEqual({ a: 1 });
    expect(seen).toEqual([['POST', '/v1/chat/completions', 'Bearer sk-secret-77']]);
  });

  it('is asked again when the server is busy, and no more than so often', async () => {
    let asked = 0;
    const busy = await endpoint((_, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 429 : 200, { 'retry-after': '0' }).end('{"ok":true}');
    });
    expect(await busy.post('x', '{}')).toEqual({ ok: true });
    expect(asked).toBe(3);
    let down = 0;
    const dead = await endpoint(
      (_, response) => {
        down += 1;
        response.writeHead(503).end();
      },
      { retries: 1 },
    );
    await expect(dead.post('x', '{}')).rejects.toThrow('HTTP 503');
    expect(down).toBe(2);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'a refusal, told without the key',
      (request, response) => response.writeHead(401).end(`no ${request.headers.authorization}\u001b[31m`),
      /^HTTP 401: no Bearer \*\*\*/,
    ],
    ['no JSON', (_, response) => response.end('<html>'), /not JSON/],
    ['silence', () => undefined, /no answer within 50 ms/],
    ['a hang-up', (request) => request.socket.destroy(), /the connection failed/],
    ['an endless answer', (_, response) => void response.end(Buffer.alloc(17 * 1024 * 1024, 0x20)), /longer than/],
  ])('%s', async (_, listener, message) => {
    const slow = message.source.includes('50 ms') ? { timeout: 50 } : {};
    const opened = await endpoint(listener, { api_key: 'env:KEY', retries: 0, ...slow });
    const error = await opened.post('x', '{}').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ModelFailure' });
    expect((error as Error).message).toMatch(message);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect((error as Error).message).not.toMatch(/secret|\u001b/);
  });

  it('needs its variable, and no credentials in the URL', () => {
    const config = { base_url: 'http://h/v1', model: 'm', api_key: 'env:NONE' };
    expect(() => openEndpoint(config, 'judge', {})).toThrow('NONE is not set');
    expect(() => openEndpoint({ ...config, base_url: 'http://u:p@h/v1' }, 'judge', {})).toThrow('credentials');
  });
});
