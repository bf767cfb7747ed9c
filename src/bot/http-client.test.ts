import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, request as httpRequest, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { botAt, listen, outcome, record, refusal } from './fixtures/http-rig.js';
import { FIXTURES } from './fixtures/rigs.js';

const redirect = (status: number, location: string) => (response: ServerResponse) =>
  response.writeHead(status, { location }).end();

describe('redirects', () => {
  it('are followed when that is allowed, with the body where the status keeps it', async () => {
    const { url, seen } = await record((response, { path }) =>
      path === '/'
        ? redirect(307, '/b')(response)
        : path === '/b'
          ? redirect(303, 'c?x=1')(response)
          : response.end('{"text":"there"}'),
    );
    const bot = await botAt({ url, redirect: 'follow', headers: { authorization: 'env:T' } }, { T: 'sk-998877' });
    expect(await outcome(bot)).toBe('text: there');
    expect(seen.map(({ method, path, body }) => [method, path, body !== ''])).toEqual([
      ['POST', '/', true],
      ['POST', '/b', true],
      ['GET', '/c', false],
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['sk-998877', 'sk-998877', 'sk-998877']);
    expect(seen[2]?.headers['content-type']).toBeUndefined();
  });

  it('that go round end after five', async () => {
    const { url, seen } = await record(redirect(302, '/'));
    expect(await outcome(await botAt({ url, redirect: 'follow' }))).toBe('bot: more than 5 redirects; give the final URL');
    expect(seen).toHaveLength(6);
    expect(await outcome(await botAt({ url, redirect: 'error' }))).toMatch(/^bot: HTTP 302: a redirect to \/; /);
  });

  it('to another origin take no credentials along', async () => {
    const other = await record();
    const { url } = await record(redirect(307, `${other.url}x`));
    const settings = {
      url,
      redirect: 'follow' as const,
      cookies: true,
      headers: { authorization: 'Bearer env:T', 'x-env': '{{env.T}}', 'x-api-key': 'literal-1', 'x-shop': 's1', cookie: 'own=1' },
    };
    expect(await outcome(await botAt(settings, { T: 'sk-998877' }))).toBe('text: ok');
    const { headers, body } = other.seen[0] ?? { headers: {}, body: '' };
    expect(headers).toMatchObject({ 'x-shop': 's1' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']));
    expect(JSON.stringify(headers)).not.toMatch(/sk-998877|literal-1|own=1/);
    expect(body).toContain('"utterance":"x"');
  });

  it('to another origin do not carry a body with a secret', async () => {
    const other = await record();
    const { url } = await record(redirect(308, other.url));
    const body = { q: '{{utterance}}', token: '{{env.T}}' };
    expect(await outcome(await botAt({ url, redirect: 'follow', body }, { T: 'sk-998877' }))).toMatch(/^bot: .*body must not go/);
    expect(other.seen).toHaveLength(0);
  });

  it('to no http address are a failure', async () => {
    const { url } = await record(redirect(302, 'file:///etc/passwd'));
    expect(await outcome(await botAt({ url, redirect: 'follow' }))).toBe('bot: HTTP 302: a redirect to no http(s) URL');
  });
});

/** A proxy that forwards and tunnels, and what it was asked: method, address, authorization. */
async function startProxy(): Promise<{ url: string; asked: (string | undefined)[][] }> {
  const asked: (string | undefined)[][] = [];
  const proxy = createHttpServer((request, response) => {
    const { method, url = '', headers } = request;
    asked.push([method, url, headers['proxy-authorization']]);
    const { 'proxy-authorization': _, ...passed } = headers;
    const onward = httpRequest(url, { method, headers: passed, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy.on('connect', (request, socket: Socket) => {
    asked.push(['CONNECT', request.url, request.headers['proxy-authorization']]);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on('error', () => end.destroy());
    socket.on('close', () => onward.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, asked };
}

describe('a proxy', () => {
  it('is gone through, with its password from the environment', async () => {
    const { url, seen } = await record();
    const proxy = await startProxy();
    const env = { PROXY: proxy.url.replace('//', '//me:pa55word@') };
    const bot = await botAt({ url, proxy: 'env:PROXY' }, env);
    expect(await outcome(bot)).toBe('text: ok');
    expect(await outcome(bot)).toBe('text: ok');
    expect(seen).toHaveLength(2);
    const basic = `Basic ${Buffer.from('me:pa55word').toString('base64')}`;
    expect(proxy.asked).toEqual([
      ['POST', url, basic],
      ['POST', url, basic],
    ]);
    expect(seen[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(JSON.stringify(bot.description)).not.toContain('pa55word');
    expect(bot.description).toMatchObject({ proxy: 'env:PROXY' });
  });

  it('that is not there is a transport failure', async () => {
    const { url } = await record();
    const said = await outcome(await botAt({ url, proxy: 'env:PROXY' }, { PROXY: 'http://me:pa55word@127.0.0.1:1' }));
    expect(said).toMatch(/^transport: .*ECONNREFUSED/);
    expect(said).not.toContain('pa55word');
  });

  it('is refused with a password of its own, and when it is no URL', async () => {
    const url = 'http://h/';
    expect(await refusal({ url, proxy: 'http://me:pa55word@p/' })).toBe(
      'E_BOT_SPEC http.proxy: the URL carries a user name or password. To mend: take the URL from the environment: proxy: env:NAME',
    );
    expect(await refusal({ url, proxy: 'socks5://p/' })).toMatch(/no http\(s\) URL/);
    expect(await refusal({ url, proxy: 'env:NOPE' })).toMatch(/http\.proxy: .*NOPE is not set/);
  });
});

describe('TLS', () => {
  const pem = (name: string) => readFileSync(join(FIXTURES, 'tls', name));
  const startTls = async (more: object = {}) => {
    const server = createTlsServer({ key: pem('server-key.pem'), cert: pem('server.pem'), ...more }, (request, response) => {
      const { authorized } = request.socket as unknown as { authorized: boolean };
      request.resume().on('end', () => response.end(JSON.stringify({ text: `client ${authorized}` })));
    });
    server.on('tlsClientError', () => undefined);
    return `https://127.0.0.1:${await listen(server as never)}/`;
  };

  it('trusts the authority of the configuration alone', async () => {
    const url = await startTls();
    expect(await outcome(await botAt({ url }))).toMatch(/^transport: .*(SELF_SIGNED|self.signed|UNABLE_TO|unable to)/i);
    const tls = { ca: 'tls/ca.pem', server_name: 'bot.test' };
    expect(await outcome(await botAt({ url, tls }))).toBe('text: client false');
    expect(await outcome(await botAt({ url, tls: { ...tls, server_name: 'other.test' } }))).toMatch(/^transport: .*ALTNAME/);
    expect(await outcome(await botAt({ url, tls: { reject_unauthorized: false } }))).toBe('text: client false');
  });

  it('shows a client certificate', async () => {
    const url = await startTls({ requestCert: true, rejectUnauthorized: true, ca: pem('ca.pem') });
    const tls = { ca: 'tls/ca.pem', server_name: 'bot.test', cert: 'tls/client.pem', key: 'tls/client-key.pem' };
    expect(await outcome(await botAt({ url, tls }))).toBe('text: client true');
    expect(await outcome(await botAt({ url, tls: { ca: tls.ca, server_name: tls.server_name } }))).toMatch(/^transport: /);
  });

  it('goes through a proxy too', async () => {
    const url = await startTls();
    const proxy = await startProxy();
    const tls = { ca: 'tls/ca.pem', server_name: 'bot.test' };
    const bot = await botAt({ url, tls, proxy: proxy.url });
    for (const _ of [1, 2]) expect(await outcome(bot)).toBe('text: client false');
    expect(proxy.asked).toEqual([['CONNECT', new URL(url).host, undefined]]);
  });

  it('is refused when a file is not there', async () => {
    expect(await refusal({ url: 'https://h/', tls: { ca: 'nope.pem' } })).toMatch(
      /^E_BOT_SPEC http\.tls\.ca: nope\.pem cannot be read: ENOENT/,
    );
  });
});
