/** The bundled bots: they read no test split, reply in the protocol, name real products, and say the same thing twice. */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeReply } from '../../src/bot/decode-reply.js';
import { type Bot, type BotReply, botReplySchema, type HistoryEntry } from '../../src/schema/index.js';
import * as guide from './guide/index.js';
import { clausesOf, normalise } from './guide/normalise.js';
import { slotsIn } from './guide/slots.js';
import { bill, postage } from './guide/sums.js';
import * as keyword from './keyword.js';
import { BUNDLED, readShop } from './shop-files.js';

interface TrainTurn {
  readonly utterance: string;
  readonly gold_reply?: string;
}
interface Shop {
  readonly products: readonly { id: string; short_name: string }[];
  readonly train: readonly { readonly turns: readonly TrainTurn[] }[];
}

const bots = { keyword: keyword as unknown as Bot, guide: guide as unknown as Bot };
const normal: (text: string) => string = normalise;
let folder: string;
let shop: Shop;

async function ask(bot: Bot, utterance: string, history: readonly HistoryEntry[] = []): Promise<BotReply> {
  const request = { protocol: 1 as const, id: 'r', conversation_id: 'c', turn: history.length, utterance, history };
  return (await bot.reply(request, new AbortController().signal)) as BotReply;
}

/** The replies to every train turn, with the labelled replies as history. */
async function repliesToTrain(bot: Bot): Promise<BotReply[]> {
  const replies: BotReply[] = [];
  for (const { turns } of shop.train) {
    const history: HistoryEntry[] = [];
    for (const { utterance, gold_reply: gold } of turns) {
      replies.push(await ask(bot, utterance, [...history]));
      history.push({ role: 'shopper', text: utterance });
      if (gold !== undefined) history.push({ role: 'bot', text: gold });
    }
  }
  return replies;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bots-'));
  for (const file of ['dataset.yaml', 'catalogue.jsonl', 'faq.jsonl', 'train.jsonl'])
    await copyFile(join(BUNDLED, file), join(folder, file));
  shop = (await readShop(folder)) as unknown as Shop;
  for (const bot of Object.values(bots)) await bot.open?.({ options: { dataset: folder }, signal: new AbortController().signal });
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(Object.entries(bots))('%s', (_, bot) => {
  it('opens and answers without a test split in its folder', async () => {
    expect(await readdir(folder)).not.toContain('test.jsonl');
    expect((await ask(bot, '多少钱')).text).not.toBe('');
  });

  it('replies in the protocol, with products of the catalogue alone, and the same again', async () => {
    const known = new Set(shop.products.map(({ id }) => id));
    const replies = await repliesToTrain(bot);
    for (const reply of replies) {
      expect(botReplySchema.safeParse(reply).error).toBeUndefined();
      expect(decodeReply(reply).text.trim()).not.toBe('');
      for (const id of reply.products ?? []) expect(known).toContain(id);
    }
    expect(await repliesToTrain(bot)).toEqual(replies);
  });

  it.each(['', '？', '😀😀', 'hello', '𠮶', '一'.repeat(2000)])('survives %j', async (utterance) => {
    expect(botReplySchema.safeParse(await ask(bot, utterance)).success).toBe(true);
  });
});

describe('normalise', () => {
  it.each([
    // Cantonese, Sichuan, Northeastern
    ['几多钱', '多少钱'],
    ['有冇现货', '有没有现货'],
    ['呢款啱唔啱', '这款合不合适'],
    ['莫得货了', '没有货了'],
    ['咋个退', '怎么退'],
    ['啥前儿发货', '什么时候发货'],
    ['着急用', '着急用'],
    // Abbreviations: whole words only
    ['nf几段', '奶粉几段'],
    ['by吗', '包邮吗'],
    ['baby', 'baby'],
    // Numerals and measures; 一点 is no numeral
    ['半岁', '6个月'],
    ['一岁半', '18个月'],
    ['3m', '3个月'],
    ['18斤', '9kg'],
    ['三百以内', '300以内'],
    ['下午五点', '下午17:00'],
    ['便宜一点', '便宜一点'],
    ['ＰＰＳＵ', 'ppsu'],
  ])('%s → %s', (said, meant) => {
    expect(normal(said)).toBe(meant);
  });

  it('splits a message where it asks', () => {
    expect(clausesOf('多少钱,包邮吗退不退')).toEqual(['多少钱', '包邮吗', '退不退']);
  });
});

describe('slots', () => {
  // The examples of the labelling guide, section 2.
  it.each([
    ['半岁', { age: '6个月' }],
    ['一岁半', { age: '18个月' }],
    ['一段', { stage: '1段' }],
    ['大号', { size: 'L' }],
    ['73的', { size: '73码' }],
    ['尿不湿', { category: '纸尿裤' }],
    ['三百蚊以内', { price_max: '300元' }],
    ['两罐', { quantity: '2罐' }],
    ['18斤', { weight: '9kg' }],
    ['寻日', { date: '昨天' }],
    ['刚收到', { order_state: '已签收' }],
    ['开罐了', { order_state: '已拆封' }],
    ['屙肚', { symptom: '腹泻' }],
  ])('%s', (said, slots) => {
    expect(slotsIn(normal(said), undefined, undefined)).toEqual(slots);
  });
});

describe('sums', () => {
  const marked = { price: 199, category: 'care', promotion: '满300减40', attributes: {} };
  const half = { price: 109, category: 'diaper', promotion: '第2件半价', attributes: {} };

  it('takes 40 off once, however much is bought', () => {
    expect(bill([{ product: marked, count: 1 }])).toEqual({ sum: 199, due: 199 });
    expect(bill([{ product: marked, count: 4 }])).toMatchObject({ sum: 796, due: 756 });
  });

  it('halves every second piece: 109 + 54.5, and the third in full', () => {
    expect(bill([{ product: half, count: 2 }]).due).toBe(163.5);
    expect(bill([{ product: half, count: 3 }]).due).toBe(272.5);
  });

  it('asks 8元 below 99元, and 25元 below 199元 in remote provinces', () => {
    expect(postage(99, 'east')).toContain('包邮，不用付');
    expect(postage(98, 'other')).toContain('8元');
    expect(postage(189, 'remote')).toContain('25元');
  });
});

describe('guide', () => {
  it('remembers the product of the turn before', async () => {
    const history: HistoryEntry[] = [
      { role: 'shopper', text: '启衡2段有货吗' },
      { role: 'bot', text: '有的，启衡2段有现货' },
    ];
    expect((await ask(bots.guide, '两罐一共多少钱', history)).text).toContain('516元'); // 2 × 258
  });

  it('hands over in an emergency and names the doctor', async () => {
    expect(await ask(bots.guide, '宝宝呼吸困难怎么办')).toMatchObject({
      handoff: true,
      text: expect.stringContaining('马上就医'),
    });
  });
});
