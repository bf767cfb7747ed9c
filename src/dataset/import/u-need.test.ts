import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const message = (sender_type: string, send_content: string, time: string, more: object = {}) => ({
  sender_type,
  send_content,
  time,
  ...more,
});
const attribute = (key: string, value: string, start: number, exclusive_end: number) => ({ key, value, start, exclusive_end });
const VALUE = {
  domain: '母婴',
  sid: 's1',
  dialogue: [
    message('客服', '在的', '2024-01-01 10:00:00'),
    message('用户', '💰200的奶瓶', '2024-01-01 10:00:05', {
      act_tag: '询问商品',
      // Offsets count characters, the emoji as one.
      attributes: [attribute('价格', '200元', 1, 4), attribute('品类', '奶瓶', 5, 7)],
    }),
    message('客服', '看看这款', '2024-01-01 10:00:17', { rec_item_id: '88' }),
    message('客服', '还有这款', '2024-01-01 10:01:00', { rec_item_id: ['99'] }),
    message('用户', ' ', '2024-01-01 10:02:00'),
    message('用户', '好', 'later', { act_tag: ['肯定', '结束'] }),
  ],
};

describe('U-NEED', () => {
  it('has act tags, attributes by their offsets, recommended items, and how long the human took', async () => {
    const folder = tempFolder({ 'a.jsonl': `${JSON.stringify(VALUE)}\n`, 'b.json': JSON.stringify([VALUE], null, 1) });
    for (const spec of ['u-need:a.jsonl', 'u-need:b.json', 'b.json']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 's1',
          lang: 'zh-CN',
          slices: { domain: '母婴' },
          turns: [
            {
              utterance: '💰200的奶瓶',
              label: { intent: '询问商品', slots: { 价格: '200', 品类: '奶瓶' }, products: { 88: 1, 99: 1 } },
              gold_reply: '看看这款\n还有这款',
              meta: { reply_seconds: 12, values: { 价格: '200元' } },
            },
            { utterance: '好', label: { intent: ['肯定', '结束'] } },
          ],
          meta: { opening: '在的' },
        },
      ]);
      expect(found.skipped).toEqual({ 'a message without text': 1 });
    }
  });

  it('blames offsets outside of the text, and senders that are neither side', async () => {
    const bad = [
      { sid: 'a', dialogue: [message('用户', '好', '', { attributes: [attribute('k', 'v', 0, 9)] })] },
      { sid: 'b', dialogue: [message('猫', '喵', '')] },
    ];
    const folder = tempFolder({ 'a.jsonl': bad.map((one) => JSON.stringify(one)).join('\n') });
    expect((await imported(folder, 'u-need:a.jsonl')).problems).toMatchObject([
      { code: 'E_FIELD', line: 1, field: 'dialogue[0].attributes.k', message: expect.stringContaining('[0, 9]') },
      { code: 'E_FIELD', line: 2, field: 'dialogue[0].sender_type', expected: expect.stringContaining('用户') },
    ]);
  });
});
