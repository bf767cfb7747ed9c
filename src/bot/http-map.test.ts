import { describe, expect, it } from 'vitest';
import type { ReplyMapConfig } from '../schema/index.js';
import { decodeReply } from './decode-reply.js';
import { compileExpression } from './expression.js';
import { botAt, outcome, record, refusal } from './fixtures/http-rig.js';
import { compileMap } from './http-map.js';

const mapped = (config: ReplyMapConfig, body: unknown, join?: string) => compileMap(config, { field: 'http.map', join })(body);
const decoded = async (config: ReplyMapConfig, body: unknown) => decodeReply(await mapped(config, body));

describe('the fields of a reply', () => {
  const body = {
    code: 0,
    data: {
      bubbles: [
        { type: 'text', content: '亲～' },
        { type: 'image', url: 'x' },
        { type: 'text', content: '选1段' },
      ],
      intent: { label: '商品推荐', p: 0.9 },
      goods: [{ id: 17 }],
      slot: { age: '3个月', brand: null },
      transfer: 0,
      tokens: [12, 31],
    },
  };

  it('stand wherever an expression finds them', async () => {
    const config = {
      text: 'data.bubbles[type="text"].content',
      intents: 'data.intent.{ "name": label, "confidence": p }',
      products: 'data.goods.id',
      slots: 'data.slot',
      handoff: 'data.transfer = 1',
      usage: '{ "input_tokens": data.tokens[0], "output_tokens": data.tokens[1] }',
      emotion: 'data.mood',
    };
    expect(await decoded(config, body)).toEqual({
      text: '亲～\n选1段',
      intents: [{ name: '商品推荐', confidence: 0.9 }],
      products: ['17'],
      slots: { age: '3个月' },
      handoff: false,
      usage: { input_tokens: 12, output_tokens: 31 },
    });
    expect(await mapped({ text: 'data.bubbles.content' }, body, ' | ')).toEqual({ text: '亲～ | 选1段' });
  });

  it('absent intents are not the same as none recognised', async () => {
    expect(await decoded({ text: 'a', intents: 'names' }, { a: 'x', names: [] })).not.toHaveProperty('intents.0');
    expect(await decoded({ text: 'a', intents: '[names]' }, { a: 'x' })).toEqual({ text: 'x', intents: [] });
    expect(await decoded({ text: 'a', intents: 'names' }, { a: 'x', names: 'oos' })).toEqual({
      text: 'x',
      intents: [{ name: 'oos' }],
    });
    expect(await decoded({ text: 'a', intents: 'nope' }, { a: 'x' })).toEqual({ text: 'x' });
  });

  it.each<[string, ReplyMapConfig, string]>([
    ['a text that is none', { text: 'data.intent' }, 'protocol: text: '],
    ['a text that is not there', { text: 'data.answer' }, 'protocol: text: '],
    ['a list that is not all text', { text: 'data.tokens' }, 'protocol: text: '],
    ['an intent without a name', { text: '"x"', intents: 'data.goods' }, 'protocol: intents[0].name: '],
    ['a function', { text: '"x"', emotion: '{"a": function($x){$x}}' }, 'protocol: emotion: '],
  ])('%s is a failure that names the field', async (_title, config, message) => {
    const error = (await decoded(config, body).catch((thrown: unknown) => thrown)) as { kind: string; message: string };
    expect(`${error.kind}: ${error.message}`.slice(0, message.length)).toBe(message);
  });
});

describe('an error in a 200', () => {
  it('fails the turn with its message', async () => {
    const { url } = await record((response) => response.end('{"code":40001,"msg":"bot\\n not \\u001b[1mpublished"}'));
    const bot = await botAt({ url, map: { text: 'answer', error: 'code != 0 ? msg' } });
    expect(await outcome(bot)).toBe('bot: the bot answered with an error: bot not published');
  });

  it('is none when the expression gives false, null, an empty text or nothing', async () => {
    for (const error of ['false', 'null', '""', 'nope', '0', '[]']) {
      expect(await mapped({ text: '"x"', error }, {})).toEqual({ text: 'x' });
    }
  });
});

describe('expressions', () => {
  it.each([
    [{ text: 'data.(' }, /^E_BOT_SPEC http\.map\.text: no jsonata expression at character 6: /],
    [{ text: 'a', intents: '$map(' }, /^E_BOT_SPEC http\.map\.intents: no jsonata expression at character/],
  ])('that do not compile are refused before the run: %j', async (map, message) => {
    expect(await refusal({ url: 'http://h/', map })).toMatch(message);
  });

  it.each([
    ['that loop', '( $f := function($n){ $f($n + 1) }; $f(0) )', /Evaluation timeout/],
    ['that dig without end', '( $f := function($n){ $f($n + 1) + 1 }; $f(0) )', /Stack overflow/],
    ['that grow', '[1..5000000]', /sequence length/],
    ['that grow by parts', '$map([1..90000], function($i){ [1..90000] })', /timeout|sequence length/],
    ['whose pattern would backtrack over a long text', '$match(text, /(x+)+y/)', /matched against over/],
    ['that do not suit the input', '$uppercase(n)', /Argument 1 of function "uppercase"/],
  ])('%s are failures, and soon', async (_title, source, message) => {
    const from = performance.now();
    const ran = compileExpression(source, 'http.map.text')({ n: 1, text: 'x'.repeat(200_000) });
    await expect(ran).rejects.toMatchObject({ kind: 'protocol', message: expect.stringMatching(message) });
    expect(performance.now() - from).toBeLessThan(4_000);
  });

  it('leave the next turn as it was', async () => {
    const { url } = await record((response, { body }) => response.end(body));
    const loop = '( $f := function($n){ $f($n + 1) }; utterance = "loop" ? $f(0) : utterance )';
    const bot = await botAt({ url, map: { text: loop } });
    expect(await outcome(bot, 'loop')).toMatch(/^protocol: http\.map\.text: the expression failed: Evaluation timeout/);
    expect(await outcome(bot, 'next')).toBe('text: next');
  });
});
