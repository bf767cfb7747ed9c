import { describe, expect, it } from 'vitest';
import { botAt, outcome, record, refusal } from './fixtures/http-rig.js';
import { callOf, requestOf } from './fixtures/rigs.js';

describe('what is sent', () => {
  it('a body of its own form, with the method, query and headers', async () => {
    const { url, seen } = await record();
    const bot = await botAt(
      {
        url: `${url}bots/{{conversation_id}}?v=1`,
        method: 'PUT',
        headers: { 'X-Lang': '{{lang}}', 'x-key': 'env:KEY' },
        query: { q: '{{utterance}}', n: 3, none: '{{lang}}', key: '{{env.KEY}}' },
        body: { asked: '{{utterance}}', history: '{{history}}', n: '{{turn}}' },
      },
      { KEY: 'sk-998877' },
    );
    await bot.reply(requestOf('几段?&=#"', { conversation_id: 'a/../b?' }), callOf());
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      path: '/bots/a%2F..%2Fb%3F',
      query: { v: '1', q: '几段?&=#"', n: '3', key: 'sk-998877' },
      headers: { 'x-lang': '', 'x-key': 'sk-998877', 'content-type': 'application/json', accept: 'application/json' },
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ asked: '几段?&=#"', history: [], n: 0 });
  });

  it('the protocol when there is no body, whatever else is set', async () => {
    const { url, seen } = await record();
    await outcome(await botAt({ url, query: { shop: 's1' } }), '几段');
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ protocol: 1, utterance: '几段' });
    expect(seen[0]?.query).toEqual({ shop: 's1' });
  });

  it.each<[string, object, string, string | undefined]>([
    [
      'a form',
      { body_type: 'form', body: { q: '{{utterance}}', n: '{{turn}}', h: '{{history}}', lang: '{{lang}}' } },
      'q=%E5%A5%BD%20%26&n=0&h=%5B%5D',
      'application/x-www-form-urlencoded',
    ],
    ['a text', { body_type: 'text', body: 'Q: {{utterance}}' }, 'Q: 好 &', 'text/plain; charset=utf-8'],
    ['nothing', { method: 'GET', query: { q: '{{utterance}}' } }, '', undefined],
    ['a type of its own', { headers: { 'Content-Type': 'application/x' }, body: ['{{utterance}}'] }, '["好 &"]', 'application/x'],
  ])('%s', async (_title, settings, body, type) => {
    const { url, seen } = await record();
    expect(await outcome(await botAt({ url, ...settings }), '好 &')).toBe('text: ok');
    expect(seen[0]).toMatchObject({ body });
    expect(seen[0]?.headers['content-type']).toBe(type);
  });

  it('no label, whatever the caller lets slip', async () => {
    const { url, seen } = await record();
    const bot = await botAt({ url, body: { all: '{{request}}', history: '{{history}}' } });
    const history = [{ role: 'shopper', text: 'a', label: 'secret.label' }] as never;
    await bot.reply({ ...requestOf('x', { history }), label: 'secret.label', dialogue_id: 'muying-1' } as never, callOf());
    expect(seen[0]?.body).not.toMatch(/secret\.label|muying/);
    expect(seen[0]?.body).toContain('"utterance":"x"');
  });

  it('never to another host, whatever a value holds', async () => {
    const { url, seen } = await record();
    const bot = await botAt({ url: `${url}{{utterance}}` });
    for (const text of ['//evil.example/x', '@evil.example', '\\\\evil', '..', ''])
      expect(await outcome(bot, text)).toBe('text: ok');
    // Where a value is missing, the path begins with two slashes.
    expect(await outcome(await botAt({ url: `${url}{{lang}}/evil.example/{{utterance}}` }))).toBe('text: ok');
    expect(seen).toHaveLength(6);
    expect(seen.at(-1)?.path).toBe('//evil.example/x');
  });

  it('no header with a line break', async () => {
    const { url, seen } = await record();
    const bot = await botAt({ url, headers: { 'x-q': '{{utterance}}' } });
    expect(await outcome(bot, 'a\r\nx-evil: 1')).toBe('protocol: the header x-q: no header can carry this value');
    expect(seen).toHaveLength(0);
  });
});

describe('is refused before the run', () => {
  const url = 'http://h/';
  it.each<[string, object, RegExp]>([
    ['an unknown key', { boddy: 1 }, /unknown key "boddy", did you mean "body"\? \(expected url, method, /],
    ['an unknown key below', { map: { txt: 'a' } }, /http\.map: unknown key "txt", did you mean "text"\?/],
    ['an unknown key far from all', { zzzzzz: 1 }, /unknown key "zzzzzz" \(expected/],
    [
      'a request that says nothing',
      { body: { q: 'hi' } },
      /http\.body: the request never says what the shopper asks.*\{\{utterance\}\}/,
    ],
    ['a GET that says nothing', { method: 'GET' }, /http\.query: the request never says/],
    ['a GET with a body', { method: 'GET', body: '{{utterance}}' }, /a GET has no body/],
    ['a form of a text', { body_type: 'form', body: '{{utterance}}' }, /a form needs named fields/],
    ['a text of fields', { body_type: 'text', body: { q: '{{utterance}}' } }, /a text is one string/],
    ['a missing variable in a body', { body: ['{{utterance}}', '{{env.NOPE}}'] }, /http\.body\[1\]: .*NOPE is not set/],
    ['a missing variable in a query', { query: { k: '{{env.NOPE}}' } }, /http\.query\.k: .*NOPE is not set/],
    ['a session that is not defined', { headers: { a: '{{session.t}}' } }, /\{\{session\}\} is not known here/],
    [
      'an hmac without a key',
      { sign: [{ name: 's', algorithm: 'hmac-md5', text: '' }] },
      /http\.sign\[0\]\.key: hmac-\* takes a key/,
    ],
    ['a stream that is also polled', { stream: { format: 'sse' }, poll: { url, until: 'a' } }, /one of stream, poll, callback/],
    ['a password in the URL of a session', { session: { url: 'http://u:hunter2@h/' } }, /http\.session\.url: the URL carries/],
    ['a map without text', { map: { id: 'a' } }, /map needs text/],
  ])('%s', async (_title, settings, message) => {
    const said = await refusal({ url, ...settings });
    expect(said).toMatch(/^E_BOT_SPEC /);
    expect(said).toMatch(message);
    expect(said).not.toContain('hunter2');
  });
});
