import { describe, expect, it } from 'vitest';
import { botAt, outcome, record } from './fixtures/http-rig.js';
import { retryAfter } from './http-reading.js';

/** `{"text":"好"}` in GB18030 */
const GB = Buffer.from([...Buffer.from('{"text":"'), 0xba, 0xc3, ...Buffer.from('"}')]);
const UTF8 = Buffer.from('{"text":"好"}');

describe('charsets', () => {
  it.each<[string, Buffer, string, object, string]>([
    ['stated by the answer', GB, 'application/json; charset=gbk', {}, 'text: 好'],
    ['stated in quotes', GB, 'application/json;charset="GB2312"', {}, 'text: 好'],
    ['set in the configuration', GB, 'application/json', { charset: 'gb18030' }, 'text: 好'],
    ['set against what the answer states', UTF8, 'text/html; charset=gb2312', { charset: 'utf-8' }, 'text: 好'],
    ['stated wrongly, as many servers do', UTF8, 'application/json; charset=ISO-8859-1', {}, 'text: 好'],
    ['stated nowhere', GB, 'application/json', {}, 'protocol: the body is not UTF-8'],
    ['not kept to', Buffer.from([0x22, 0xff, 0x22]), 'text/plain; charset=gbk', {}, 'protocol: the body is not GB18030'],
  ])('%s', async (_title, body, type, settings, said) => {
    const { url } = await record((response) => response.setHeader('content-type', type).end(body));
    expect(await outcome(await botAt({ url, ...settings }))).toBe(said);
  });

  it('of an error are read as well', async () => {
    const { url } = await record((response) => response.writeHead(500, { 'content-type': 'text/html; charset=gbk' }).end(GB));
    expect(await outcome(await botAt({ url }))).toBe('bot: HTTP 500: {"text":"好"}');
  });
});

describe('Retry-After', () => {
  const NOW = Date.UTC(2026, 0, 1);
  it.each<[string | undefined, number | undefined]>([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => expect(retryAfter(header, NOW)).toBe(ms));

  it.each([
    [429, '3', 3_000],
    [503, '1', 1_000],
    [500, '1', undefined],
    [429, 'nope', undefined],
  ])('of a %i is put on the failure', async (status, header, ms) => {
    const { url } = await record((response) => response.writeHead(status, { 'retry-after': header }).end('busy'));
    const { requestOf, callOf } = await import('./fixtures/rigs.js');
    for (const settings of [{}, { cookies: true }]) {
      const bot = await botAt({ url, ...settings });
      const failure: unknown = await (async () => bot.reply(requestOf('x'), callOf()))().catch((error: unknown) => error);
      expect(failure).toMatchObject({ message: `HTTP ${status}: busy` });
      expect((failure as { retryAfterMs?: number }).retryAfterMs).toBe(ms);
    }
  });
});
