import { afterEach, describe, expect, it } from 'vitest';
import { figuresOf, imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const usr = (content: string, dialog_act: unknown[], user_state: unknown[]) => ({ role: 'usr', content, dialog_act, user_state });
const sys = (content: string, shops: readonly string[]) => ({
  role: 'sys',
  content,
  dialog_act: [],
  // A way to get there is no product, and blanks around a name are none of it.
  sys_state: { 商店: { 名称: '', selectedResults: shops.map((name) => `${name} `) }, 地铁: { selectedResults: ['(起点) 家'] } },
});
const VALUE = {
  type: '单领域',
  goal: [[1, '商店', '评分', '4分以上', false]],
  'task description': ['你要去一个商店'],
  messages: [
    usr(
      '找家4分以上的母婴店',
      [
        ['General', 'greet', 'none', 'none'],
        ['Inform', '商店', '评分', '4分以上'],
        ['Request', '商店', '名称', ''],
      ],
      [
        [1, '商店', '评分', '4分以上', true],
        [1, '商店', '品类', ['母婴', '玩具'], true],
        [1, '商店', '名称', '', true],
        [2, '商店', '地址', '别处', false],
      ],
    ),
    sys('贝贝坊和熊宝宝', ['贝贝坊', '熊宝宝']),
    usr(
      '第二家附近呢',
      [],
      [
        [1, '商店', '评分', '4分以上', true],
        [2, '商店', '名称', '出现在id=1的周边商店里', true],
      ],
    ),
    sys('还有豆豆屋', ['熊宝宝', '豆豆屋']),
  ],
};

describe('CrossWOZ', () => {
  it('has acts as intents, what is raised as slots, and new results as products', async () => {
    const folder = tempFolder({ 'val.json': JSON.stringify({ 77: VALUE }) });
    for (const spec of ['crosswoz:.', 'val.json', 'crosswoz:val.json']) {
      const found = await imported(folder, spec, 'val');
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'crosswoz-77',
          lang: 'zh-CN',
          slices: { type: '单领域' },
          turns: [
            {
              utterance: '找家4分以上的母婴店',
              label: {
                intent: ['General+greet+none', 'Inform+商店+评分', 'Request+商店+名称'],
                slots: { '商店-评分': '4分以上', '商店-品类': ['母婴', '玩具'] },
                products: { '商店:贝贝坊': 1, '商店:熊宝宝': 1 },
              },
              gold_reply: '贝贝坊和熊宝宝',
            },
            { utterance: '第二家附近呢', label: { products: { '商店:豆豆屋': 1 } }, gold_reply: '还有豆豆屋' },
          ],
          meta: { goal: VALUE.goal, task: ['你要去一个商店'] },
        },
      ]);
    }
  });

  it('blames messages that do not alternate', async () => {
    const folder = tempFolder({
      'val.json': JSON.stringify({ a: { messages: [VALUE.messages[0], VALUE.messages[2]] }, b: 3, c: { messages: [] } }),
    });
    const found = await imported(folder, 'crosswoz:val.json');
    expect(found.problems).toMatchObject([{ code: 'E_FIELD', field: 'messages[1].role', message: 'is "usr"' }]);
    expect(found.skipped).toEqual({ 'no dialogue': 1, 'no utterance of the user': 1 });
  });

  itOnPublicData('crosswoz/val.json', 'val: 500 dialogues, 8,458 utterances', async (data) => {
    const found = await imported(data, 'crosswoz:crosswoz');
    expect([found.problems, found.skipped]).toEqual([[], {}]);
    // 119 kinds of acts of users, counted with another program.
    expect(figuresOf(found)).toEqual({ dialogues: 500, turns: 8458 / 2, intents: 119 });
    expect(found.dialogues.every(({ turns }) => turns.every(({ gold_reply }) => gold_reply !== undefined))).toBe(true);
  });
});
