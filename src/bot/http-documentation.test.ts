/** The examples of docs/bots.md do what is said there. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { BotConfig, HttpConfig, SignStep } from '../schema/index.js';
import { botAt, record } from './fixtures/http-rig.js';
import { callOf, requestOf } from './fixtures/rigs.js';

const TEXT = readFileSync(new URL('../../docs/bots.md', import.meta.url), 'utf8');
const SECTION = TEXT.slice(TEXT.indexOf('### HTTP in full'), TEXT.indexOf('## stdio'));
const blocks = [...SECTION.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block as string);
const env = { SHOP_TOKEN: 'tok-998877', ACCESS_SECRET: 's', APP_SECRET: 's' };

/** The settings of the bot of that name, with the server in place of bot.example. */
function settingsOf(name: string, url: string): HttpConfig {
  const block = blocks.find((each) => each.includes(`name: ${name}`)) ?? '';
  const { bots } = parse(block.replaceAll('https://bot.example/', url)) as { bots: BotConfig[] };
  return bots[0]?.http as HttpConfig;
}

it('the envelope with a session', async () => {
  const { url, seen } = await record((response, { path, method }) => {
    if (method === 'DELETE') response.writeHead(204).end();
    else if (path === '/v2/sessions') response.end('{"data":{"session_id":"s1","token":"t1"}}');
    else {
      const bubbles = [{ type: 'text', content: '亲～' }, { type: 'card' }, { type: 'text', content: '选1段' }];
      const data = { bubbles, intent: { label: 'a.b', score: 0.5 }, goods: [{ id: 7 }], action: 'transfer' };
      response.end(JSON.stringify({ code: 0, data }));
    }
  });
  const bot = await botAt(settingsOf('shop', url), env);
  const { reply } = await bot.reply(requestOf('几段', { history: [{ role: 'bot', text: '在' }] }), callOf());
  await bot.endConversation?.('c-5f1e');
  expect(reply).toEqual({ text: '亲～\n选1段', intents: [{ name: 'a.b', confidence: 0.5 }], products: ['7'], handoff: true });
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v2/sessions',
    'POST /v2/sessions/s1/ask',
    'DELETE /v2/sessions/s1',
  ]);
  expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ question: '几段', previous: '在' });
});

it('the event stream', async () => {
  const { url } = await record((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('event: delta\ndata: {"text":"包邮"}\n\nevent: end\ndata: {"intent":"shipping.fee","tokens":3}\n\n');
  });
  const { reply } = await (await botAt(settingsOf('streamed', url), env)).reply(requestOf('x'), callOf());
  expect(reply).toEqual({ text: '包邮', intents: [{ name: 'shipping.fee' }], usage: { output_tokens: 3 } });
});

it('the signatures', async () => {
  const { url, seen } = await record();
  for (const block of blocks.filter((each) => each.startsWith('sign:'))) {
    const { sign } = parse(block) as { sign: SignStep[] };
    const bot = await botAt({ url, body: { q: '{{utterance}}' }, sign }, env);
    await bot.reply(requestOf('x'), callOf());
  }
  expect(seen.map(({ query }) => Object.keys(query))).toEqual([['Signature'], ['checksum']]);
});

it('the table names every setting', async () => {
  const { httpConfigSchema } = await import('../schema/bot-config/http.js');
  const named = new Set([...SECTION.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []));
  expect(Object.keys(httpConfigSchema.shape).filter((key) => !named.has(key))).toEqual([]);
});
