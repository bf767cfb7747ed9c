/** A model behind chat completions: what it is asked, what its answers become, and what they cost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BotPort, type BotReply, botConfigSchema, type OpenaiConfig } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { cleanUp, record, type Seen } from './fixtures/http-rig.js';
import { callOf, context, requestOf } from './fixtures/rigs.js';

type Settings = Partial<OpenaiConfig>;

const completion = (content: string | null, more: object = {}, finish = 'stop') =>
  JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }], ...more });

async function model(settings: Settings = {}, respond?: (response: ServerResponse) => unknown, baseDir = context.baseDir) {
  const { url, seen } = await record((response) => {
    if (respond === undefined) response.end(completion('{"text":"ok"}'));
    else respond(response);
  });
  const openai = { base_url: `${url}v1`, model: 'm', ...settings };
  const bot = await createBot({ name: 'm', openai }, { ...context, baseDir, env: { KEY: 'sk-live-998877' } });
  cleanUp(async () => bot.close?.());
  return { bot, seen };
}

async function reply(bot: BotPort, utterance = 'x'): Promise<BotReply> {
  return (await bot.reply(requestOf(utterance), callOf())).reply;
}

const bodyOf = (seen: readonly Seen[]) => JSON.parse(seen.at(-1)?.body ?? '');

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'openai-'));
  cleanUp(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('the request', () => {
  it('is a POST to chat/completions, at temperature 0 with a seed, with the key as a bearer token', async () => {
    const { bot, seen } = await model({ api_key: 'env:KEY', max_tokens: 99 });
    await reply(bot);
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer sk-live-998877', 'content-type': 'application/json' });
    expect(bodyOf(seen)).toMatchObject({ model: 'm', temperature: 0, seed: 0, max_tokens: 99 });
    expect(bodyOf(seen)).not.toHaveProperty('stream');
    expect(JSON.stringify(bot.description)).not.toContain('998877');
  });

  it('takes further fields, and takes out what is null', async () => {
    const { bot, seen } = await model({ temperature: 0.5, extra: { top_p: 0.9, seed: null, enable_thinking: false } });
    await reply(bot);
    expect(bodyOf(seen)).toMatchObject({ temperature: 0.5, top_p: 0.9, enable_thinking: false });
    expect(bodyOf(seen)).not.toHaveProperty('seed');
  });

  it('makes messages of the history, neighbours of one role joined, and tells nothing else', async () => {
    const { bot, seen } = await model({ system: 'S', format: 'text' });
    const history = [
      { role: 'shopper', text: 'BB三个月', label: 'secret.label' },
      { role: 'bot', text: '好呀～' },
      { role: 'shopper', text: '在吗' },
    ] as const;
    await bot.reply({ ...requestOf('几段', { history }), ...{ label: { intent: 'secret.label' } } }, callOf());
    expect(bodyOf(seen).messages).toEqual([
      { role: 'system', content: 'S' },
      { role: 'user', content: 'BB三个月' },
      { role: 'assistant', content: '好呀～' },
      { role: 'user', content: '在吗\n几段' },
    ]);
    expect(seen[0]?.body).not.toMatch(/secret\.label|c-5f1e|"q\d/);
    expect(bodyOf(seen)).not.toHaveProperty('response_format');
  });

  it('asks for the fields by a strict schema, and in words', async () => {
    const { bot, seen } = await model({ intents: ['a.b', 'c.d'] });
    await reply(bot);
    const { response_format, messages } = bodyOf(seen);
    expect(response_format).toMatchObject({ type: 'json_schema', json_schema: { name: 'reply', strict: true } });
    const { schema } = response_format.json_schema;
    expect(schema.required).toEqual(['text', 'intents', 'slots', 'handoff', 'emotion']);
    expect(schema.properties.intents.items.properties.name.enum).toEqual(['a.b', 'c.d']);
    expect(schema.additionalProperties).toBe(false);
    expect(messages[0].content).toMatch(/- intents: .*a\.b, c\.d/);
  });

  it('asks for the chosen fields alone', async () => {
    const { bot, seen } = await model({ fields: ['handoff'], format: 'json_object' });
    await reply(bot);
    expect(bodyOf(seen).response_format).toEqual({ type: 'json_object' });
    expect(bodyOf(seen).messages[0].content).toContain('- handoff: ');
    expect(bodyOf(seen).messages[0].content).not.toMatch(/- (slots|emotion|products): /);
  });
});

describe('files of the prompt', () => {
  const files = {
    'prompt.txt': 'You sell milk.',
    'catalogue.jsonl': '{"id":"MB-F01","name":"启衡1段"}',
    'faq.jsonl': '{"question":"包邮吗","answer":"满99元"}',
    'dataset.yaml': 'name: x\nintents: [a.b, c.d]\n',
    'intents.txt': 'a.b\n\nc.d\na.b\n',
    'none.yaml': 'name: x\n',
    'test.jsonl': '{"id":"t","turns": [{"utterance":"x","label":{}}]}',
  };

  it('go into the system message; a catalogue asks for products', async () => {
    const settings = { system_file: 'prompt.txt', catalogue: 'catalogue.jsonl', faq: 'faq.jsonl', intents: 'dataset.yaml' };
    const { bot, seen } = await model(settings, undefined, folderWith(files));
    await reply(bot);
    const [{ content }] = bodyOf(seen).messages;
    expect(content).toMatch(
      /^You sell milk\.\n\n# Products of the shop\n\n\{"id":"MB-F01".*\n\n# Questions .*\n\n\{"question":"包邮吗"/,
    );
    expect(bodyOf(seen).response_format.json_schema.schema.required).toContain('products');
    expect(bot.description).toMatchObject({ prompt: { bytes: Buffer.byteLength(content) }, intents: 'dataset.yaml' });
  });

  it('intents are one a line in a text', async () => {
    const { bot, seen } = await model({ intents: 'intents.txt' }, undefined, folderWith(files));
    await reply(bot);
    expect(bodyOf(seen).messages[0].content).toContain('Names: a.b, c.d\n');
  });

  it.each<[Settings, RegExp]>([
    [{ catalogue: 'absent.jsonl' }, /openai\.catalogue.*absent\.jsonl cannot be read: ENOENT/s],
    [{ faq: 'test.jsonl' }, /openai\.faq.*holds labelled dialogues/s],
    [{ intents: 'none.yaml' }, /openai\.intents.*none\.yaml names no intents/s],
    [{ catalogue: 'catalogue.jsonl', max_prompt_bytes: 9 }, /openai\.catalogue.*is over 9 bytes/s],
    [{ system: 'x'.repeat(99), max_prompt_bytes: 50 }, /openai\.max_prompt_bytes.*the prompt has \d+ bytes, over 50/s],
    [{ api_key: 'env:ABSENT' }, /openai\.api_key.*the environment variable ABSENT is not set/s],
  ])('refuses %j before the run', async (settings, said) => {
    await expect(model(settings, undefined, folderWith(files))).rejects.toThrow(said);
  });

  it.each<[object, RegExp]>([
    [{ api_key: 'sk-live-998877' }, /expected env:NAME/],
    [{ system: 'a', system_file: 'b' }, /one of system and system_file/],
    [{ extra: { messages: [] } }, /not for extra/],
    [{ fields: ['intents'] }, /needs intents to choose from/],
    [{ modal: 'x' }, /did you mean .{0,2}model/],
  ])('refuses the settings %j', (settings, said) => {
    const parsed = botConfigSchema.safeParse({ name: 'm', openai: { base_url: 'http://h/v1', model: 'm', ...settings } });
    expect(String(parsed.error)).toMatch(said);
    expect(String(parsed.error)).not.toContain('998877');
  });
});

describe('the answer', () => {
  it.each<[string, string | null, object]>([
    ['plain text', '满99元包邮', { text: '满99元包邮' }],
    ['JSON that is no object', '[1]', { text: '[1]' }],
    ['a code fence', '```json\n{"text":"a","handoff":true}\n```', { text: 'a', handoff: true }],
    ['thoughts before it', '<think>hm {</think>\n{"text":"a"}', { text: 'a' }],
    ['no content', null, { text: '' }],
    [
      'pairs of slots',
      '{"text":"a","slots":[{"name":"age","value":"3个月"},{"name":"n","value":null}]}',
      { text: 'a', slots: { age: '3个月' } },
    ],
    ['nulls and no emotion', '{"text":"a","intents":null,"products":null,"emotion":"","handoff":null}', { text: 'a' }],
    ['no intents', '{"text":"a","intents":[]}', { text: 'a', intents: [] }],
  ])('%s', async (_title, content, expected) => {
    const { bot } = await model({}, (response) => response.end(completion(content)));
    expect(await reply(bot)).toEqual(expected);
  });

  it('with format text is the text, JSON or not', async () => {
    const { bot } = await model({ format: 'text' }, (response) => response.end(completion('{"text":"a"}')));
    expect(await reply(bot)).toEqual({ text: '{"text":"a"}' });
  });

  it('counts tokens, and the cost by the prices or as the server states it', async () => {
    const usage = { prompt_tokens: 2000, completion_tokens: 100, total_tokens: 2100 };
    const prices = { input: 0.5, output: 2 };
    const priced = await model({ prices }, (response) => response.end(completion('a', { usage })));
    expect((await reply(priced.bot)).usage).toEqual({ input_tokens: 2000, output_tokens: 100, cost: 0.0012 });
    const stated = await model({ prices }, (response) => response.end(completion('a', { usage: { ...usage, cost: 0.007 } })));
    expect((await reply(stated.bot)).usage?.cost).toBe(0.007);
    const unpriced = await model({}, (response) => response.end(completion('a', { usage })));
    expect((await reply(unpriced.bot)).usage).toEqual({ input_tokens: 2000, output_tokens: 100 });
  });

  it('masks a key that comes back', async () => {
    const { bot } = await model({ api_key: 'env:KEY' }, (response) => response.end(completion('key sk-live-998877')));
    expect((await reply(bot)).text).toBe('key ***');
  });
});

describe('a stream', () => {
  const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
  const stream =
    (...events: readonly string[]) =>
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(events.join(''));
    };

  it('is asked for with its usage, joined, and timed at its first token', async () => {
    const usage = { choices: [], usage: { prompt_tokens: 5, completion_tokens: 2 } };
    const { bot, seen } = await model({ stream: true, prices: { input: 1, output: 1 } }, (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`: hello\n\n${piece('')}${piece('{"text":')}`);
      setTimeout(() => response.end(`${piece('"包邮"}')}data: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`), 250);
    });
    const { reply: said, firstTokenAt = 0, answeredAt = 0 } = await bot.reply(requestOf('x'), callOf());
    expect(said).toEqual({ text: '包邮', usage: { input_tokens: 5, output_tokens: 2, cost: 0.000007 } });
    expect(firstTokenAt).toBeGreaterThan(0);
    expect(answeredAt - firstTokenAt).toBeGreaterThan(60);
    expect(bodyOf(seen)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('ends at [DONE], though the server keeps the connection open', async () => {
    const { bot } = await model({ stream: true }, (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`${piece('a')}data: [DONE]\n\n`);
    });
    expect(await reply(bot)).toEqual({ text: 'a' });
  });

  it('may end by its finish_reason, and a server may answer whole', async () => {
    const finish = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}';
    expect(await reply((await model({ stream: true }, stream(piece('a'), finish))).bot)).toEqual({ text: 'a' });
    const { bot } = await model({ stream: true }, (response) => response.end(completion('whole')));
    expect(await reply(bot)).toEqual({ text: 'whole' });
  });

  it.each<[string, string[], string]>([
    ['that breaks off', [piece('a')], 'the stream ended before its end was said ([DONE])'],
    ['with an event that is not JSON', ['data: {"a\n\n'], 'an event of the stream is not JSON'],
    [
      'with an error in it',
      [piece('a'), 'data: {"error":{"message":"overloaded"}}\n\n'],
      'the server answered with an error: overloaded',
    ],
  ])('%s is a failure', async (_title, events, message) => {
    await expect(reply((await model({ stream: true }, stream(...events))).bot)).rejects.toThrow(message);
  });
});
