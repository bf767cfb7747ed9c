import { describe, expect, it } from 'vitest';
import { botAt, outcome, record } from './fixtures/http-rig.js';
import { callOf, requestOf } from './fixtures/rigs.js';
import { describeSettings, describeUrl, secretParameters } from './http-description.js';

const env = { KEY: 'sk-998877', PIN: 'p&n/99 88' };

describe('the description of a bot', () => {
  it('states the settings, references as they are written, literal secrets as ***', () => {
    const { described, secrets } = describeSettings({
      url: 'http://h/{{id}}?token=abc%20d&v=1&api_key={{env.KEY}}',
      headers: { authorization: 'Bearer env:KEY', 'x-api-key': 'literal-1' },
      query: { access_token: '{{env.KEY}}', app_secret: 'literal-2', shop: 's1' },
      body: { q: '{{utterance}}', auth: { client_secret: 'literal-3' } },
      sign: [{ name: 's', algorithm: 'hmac-sha1', key: '{{env.KEY}}&', text: '{{raw_body}}' }],
      session: { url: 'http://h/?token=x', map: { token: 'data.token' } },
      tls: { key: 'client.pem' },
    });
    expect(described).toEqual({
      url: 'http://h/{{id}}?token=***&v=1&api_key={{env.KEY}}',
      headers: { authorization: 'Bearer env:KEY', 'x-api-key': '***' },
      query: { access_token: '{{env.KEY}}', app_secret: '***', shop: 's1' },
      body: { q: '{{utterance}}', auth: { client_secret: '***' } },
      sign: [{ name: 's', algorithm: 'hmac-sha1', key: '{{env.KEY}}&', text: '{{raw_body}}' }],
      session: { url: 'http://h/?token=***', map: { token: 'data.token' } },
      tls: { key: 'client.pem' },
    });
    expect(secrets).toEqual(expect.arrayContaining(['abc%20d', 'abc d', 'literal-1', 'literal-2', 'literal-3']));
  });

  it('has no literal beside a reference under a secret name', () => {
    expect(describeSettings({ url: 'http://h/', query: { key: 'abc{{env.KEY}}' } }).described).toMatchObject({
      query: { key: '***' },
    });
  });

  it('of a URL is its normal form', () => {
    expect(describeUrl('http://H')).toBe('http://h/');
    expect(secretParameters('http://h/?token=a+b&v=1')).toEqual(['a+b', 'a b']);
  });
});

describe('secrets of the environment', () => {
  const settings = {
    query: { k: '{{env.KEY}}' },
    body: { q: '{{utterance}}', pin: '{{env.PIN}}' },
    sign: [{ name: 's', algorithm: 'none' as const, text: '{{env.KEY}}|{{method}}', to: { header: 'x-sign' } }],
  };

  it('are masked in an error that echoes them, in any form', async () => {
    const { url } = await record((response, { body, query }) => {
      const { pin } = JSON.parse(body);
      response.writeHead(500).end(JSON.stringify({ k: query.k, pin, url: encodeURIComponent(pin) }));
    });
    expect(await outcome(await botAt({ url, ...settings }, env))).toBe('bot: HTTP 500: {"k":"***","pin":"***","url":"***"}');
  });

  it('are masked in a reply that echoes them, and in the description', async () => {
    const { url, seen } = await record((response, { body }) => response.end(JSON.stringify({ text: body })));
    const bot = await botAt({ url, ...settings }, env);
    const { reply } = await bot.reply(requestOf('x'), callOf());
    expect(reply.text).toBe('{"q":"x","pin":"***"}');
    expect(seen[0]?.query).toEqual({ k: 'sk-998877' });
    expect(JSON.stringify(bot.description)).not.toMatch(/998877|99 88/);
  });

  it('are masked as base64, or in upper case, when they are sent so', async () => {
    const { url } = await record((response, { headers }) =>
      response.writeHead(500).end(`${headers.authorization} ${headers['x-up']}`),
    );
    const sign = [{ name: 'b', algorithm: 'none' as const, text: 'me:{{env.PIN}}', encoding: 'base64' as const }];
    const headers = { authorization: 'Basic {{sign.b}}', 'x-up': '{{env.KEY | upper}}' };
    expect(await outcome(await botAt({ url, headers, sign }, env))).toBe('bot: HTTP 500: Basic *** ***');
  });

  it('are masked in a mapped error, a wrong id and a field', async () => {
    const { url } = await record((response, { query }) =>
      response.end(JSON.stringify({ id: query.k, message: `no ${query.k}` })),
    );
    const more = { url, ...settings };
    expect(await outcome(await botAt({ ...more, map: { text: 'id', error: 'message' } }, env))).toBe(
      'bot: the bot answered with an error: no ***',
    );
    expect(await outcome(await botAt({ ...more, map: { text: 'id', id: 'id' } }, env))).toMatch(
      /^protocol: id: the reply answers "\*\*\*"/,
    );
  });
});
