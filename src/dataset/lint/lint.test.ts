import { afterEach, describe, expect, it } from 'vitest';
import type { LintFinding, LintReport } from '../../schema/index.js';
import { jsonLines, removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { LINT_RULES, lintDataset } from './linter.js';

afterEach(removeTempFolders);

interface Said {
  readonly say: string;
  readonly label?: object;
  readonly reply?: string;
  readonly meta?: object;
}

const turn = ({ say, label = { intent: 'price.ask' }, reply, meta }: Said) => ({
  utterance: say,
  label,
  ...(reply === undefined ? {} : { gold_reply: reply }),
  ...(meta === undefined ? {} : { meta }),
});
const said = (id: string, ...turns: Said[]) => ({ id, turns: turns.map(turn) });

async function lintOf(files: Record<string, string>, path = '.'): Promise<LintReport> {
  return await lintDataset(path, tempFolder(files));
}

async function findingsOf(rule: string, ...dialogues: unknown[]): Promise<readonly LintFinding[]> {
  return (await lintOf({ 'd.jsonl': jsonLines(...dialogues) }, 'd.jsonl')).findings.filter((finding) => finding.rule === rule);
}

/** A folder with train and test split. */
const split = (train: unknown[], test: unknown[], more = '') => ({
  'dataset.yaml': `name: x\nversion: "1"\nfiles: [train.jsonl, test.jsonl]\nsplits: {train: [train.jsonl], test: [test.jsonl]}\n${more}`,
  'train.jsonl': jsonLines(...train),
  'test.jsonl': jsonLines(...test),
});

const LONG = '我家宝宝刚满三个月想换一款温和好吸收的奶粉';
const OTHER = '下周二出差去成都能不能赶在周一晚上送到酒店';

describe('reading', () => {
  it('reports what cannot be read as errors with their codes, and goes on', async () => {
    const file = `${jsonLines(said('a', { say: LONG }))}{"id": "b", "turns": []}\n{"id": \n${jsonLines({ ...said('v', { say: '咁呢款呢' }), parent: 'nobody' })}`;
    const report = await lintOf({ 'd.jsonl': file }, 'd.jsonl');
    expect(report.findings.filter(({ severity }) => severity === 'error').map(({ rule, line }) => [rule, line])).toEqual([
      ['E_FIELD', 2],
      ['E_JSON', 3],
      ['E_UNKNOWN_PARENT', 4],
    ]);
    expect(report).toMatchObject({ dialogues: 2, turns: 2, errors: 3 });
  });

  it('names the row of a turn in a spreadsheet', async () => {
    const csv = 'dialogue_id,utterance,intent\na,第一句没有问题的话,x\na,第二句 13812345678 打给我,x\n';
    const [finding] = (await lintOf({ 'd.csv': csv }, 'd.csv')).findings.filter(({ rule }) => rule === 'personal-number');
    expect(finding).toMatchObject({ file: 'd.csv', line: 3, dialogue: 'a', field: 'turns[1].utterance' });
  });

  it('counts what it does not spell out', async () => {
    const folder = tempFolder({ 'd.jsonl': jsonLines(...[1, 2, 3].map((i) => said(`a${i}`, { say: `电话\u200b${i}` }))) });
    const report = await lintDataset('d.jsonl', folder, { shown: 2 });
    expect(report.counts['control-character']).toBe(3);
    expect(report.findings.filter(({ rule }) => rule === 'control-character')).toHaveLength(2);
  });

  it('leaves out the rules that are named', async () => {
    const folder = tempFolder({ 'd.jsonl': jsonLines(said('a', { say: '电话\u0007' })) });
    expect((await lintDataset('d.jsonl', folder, { without: ['control-character'] })).errors).toBe(0);
  });
});

describe('control-character', () => {
  it.each([
    ['a bell', '好\u0007的', 'U+0007'],
    ['a zero-width space', '好\u200b的', 'U+200B'],
    ['a bidi override', '好\u202e的', 'U+202E'],
    ['a byte-order mark', '\ufeff好的', 'U+FEFF'],
    ['a replacement character', '好\ufffd的', 'U+FFFD'],
    ['a joiner outside of emoji', '好\u200d的', 'U+200D'],
  ])('finds %s', async (_, say, named) => {
    expect((await findingsOf('control-character', said('a', { say })))[0]?.message).toContain(named);
  });

  it('leaves line breaks, tabs, family emoji, flags and skin tones alone', async () => {
    expect(await findingsOf('control-character', said('a', { say: '一\n二\t三 👨‍👩‍👧 🏳️‍🌈 👩🏽‍🍼 🇨🇳 𠮶' }))).toEqual([]);
  });
});

describe('personal data', () => {
  it.each([
    ['a mobile number', '打我电话13812345678'],
    ['a mobile number', '+86 138 1234 5678 找我'],
    ['a telephone number', '座机010-12345678'],
    // Made up: the check digit is right, the district code does not exist.
    ['an identity number', '身份证号 990101199001011230'],
    ['a bank card number', '卡号 5105 1051 0510 5100'],
  ])('finds %s and does not repeat it', async (name, say) => {
    const [finding] = await findingsOf('personal-number', said('a', { say }));
    expect(finding?.message).toContain(name);
    expect(finding?.message).not.toMatch(/\d{4,}/);
  });

  it.each(['18位数 123456789012345678', '订单号 20241111000', '满300减40 13812 345', '一共 5105105105105101 元'])(
    'takes %s for none',
    async (say) => {
      expect(await findingsOf('personal-number', said('a', { say }))).toEqual([]);
    },
  );

  it('warns of addresses', async () => {
    const says = ['寄到人民路128号', '住3幢1202室', 'me@example.com', '12 Baker Street'];
    for (const say of says) expect(await findingsOf('personal-address', said('a', { say })), say).toHaveLength(1);
    expect(await findingsOf('personal-address', said('a', { say: '地铁坐到人民路站，坐10号线' }))).toEqual([]);
  });
});

describe('missing-label', () => {
  const full = { intent: 'price.ask', answer: { references: ['268元'], nuggets: [{ id: 'p', vital: true, any: ['268'] }] } };

  it('names the turns that lack what most have', async () => {
    const found = await findingsOf(
      'missing-label',
      said('a', { say: LONG, label: full, reply: '268元' }, { say: OTHER, label: full, reply: '268元' }),
      said('b', { say: '多少钱', label: {} }, { say: '好的', label: full }),
    );
    expect(found.map(({ field, dialogue }) => `${dialogue} ${field}`).sort()).toEqual([
      'b turns[0].gold_reply',
      'b turns[0].label.answer.nuggets',
      'b turns[0].label.answer.references',
      'b turns[0].label.intent',
    ]);
  });

  it('says nothing where most turns lack it, of small talk without nuggets, and of the last reply', async () => {
    const chat = { intent: 'chitchat.thanks', answer: { references: ['不客气'] } };
    expect(await findingsOf('missing-label', said('a', { say: LONG, label: {} }), said('b', { say: OTHER, label: {} }))).toEqual(
      [],
    );
    const found = await findingsOf(
      'missing-label',
      said('a', { say: LONG, label: full, reply: 'x' }, { say: '谢谢', label: chat }),
    );
    expect(found).toEqual([]);
  });
});

describe('balance', () => {
  const many = (intent: string, count: number) =>
    Array.from({ length: count }, (_, i) => said(`${intent}-${i}`, { say: `${i}${i * 7}号${intent}`, label: { intent } }));

  it('finds rare and unused intents by families', async () => {
    const variants = many('rare', 1).flatMap((d) => [1, 2, 3, 4, 5].map((i) => ({ ...d, id: `${d.id}-${i}`, parent: d.id })));
    const files = split(
      [...many('often', 6), ...many('rare', 1), ...variants],
      many('often2', 6),
      'intents: [often, often2, rare, never]\n',
    );
    const found = (await lintOf(files)).findings.filter(({ rule }) => rule === 'rare-intent').map(({ message }) => message);
    expect(found).toEqual(['the intent "rare" stands in one family', 'the intent "never" stands in no turn']);
  });

  it('finds a dominant intent, and what train lacks', async () => {
    const report = await lintOf(split([...many('a', 8), ...many('b', 1)], [...many('c', 1)]));
    expect(report.findings.find(({ rule }) => rule === 'dominant-intent')?.message).toBe(
      'the intent "a" has 80% of the labelled turns',
    );
    const untrained = report.findings.filter(({ rule }) => rule === 'untrained-intent').map(({ message }) => message);
    expect(untrained).toEqual(['the intent "c" stands in test, but not in train']);
  });
});

describe('twins', () => {
  it('finds base dialogues that share half of the n-grams of the smaller, but not variants', async () => {
    const base = said('a', { say: LONG }, { say: OTHER });
    const found = await findingsOf('twin-dialogue', base, said('b', { say: LONG }), {
      ...said('v', { say: LONG }, { say: OTHER }),
      parent: 'a',
    });
    expect(found.map(({ dialogue, message }) => [dialogue, message])).toEqual([
      ['b', 'shares 100% of its n-grams with "a" (d.jsonl:1)'],
    ]);
    expect(
      await findingsOf('twin-dialogue', base, said('b', { say: `${LONG.slice(0, 9)}麻烦推荐几款适合新手爸爸用的背带` })),
    ).toEqual([]);
  });

  it('is an error across splits, for whole dialogues and for single turns, whatever the punctuation', async () => {
    const report = await lintOf(
      split(
        [said('a', { say: OTHER }, { say: `${LONG}！` })],
        [said('b', { say: `${LONG}哦～` }, { say: '今天天气不错适合出去走走逛逛公园' })],
      ),
    );
    const turns = report.findings.filter(({ rule }) => rule === 'leaked-turn');
    expect(turns.map(({ dialogue, field, severity }) => [dialogue, field, severity])).toEqual([
      ['b', 'turns[0].utterance', 'error'],
    ]);
    const whole = await lintOf(split([said('a', { say: LONG })], [said('b', { say: LONG })]));
    expect(whole.counts).toMatchObject({ 'leaked-dialogue': 1, 'leaked-turn': 1 });
  });

  it('lets short utterances and turns of one split repeat', async () => {
    const report = await lintOf(split([said('a', { say: '好的谢谢' })], [said('b', { say: '好的谢谢' })]));
    expect(report.errors).toBe(0);
    expect(await findingsOf('leaked-turn', said('a', { say: LONG }), said('b', { say: LONG }))).toEqual([]);
  });
});

describe('variants', () => {
  const base = said('a', { say: '奶粉多少钱一罐呀亲' }, { say: '好的' });

  it('must say something of their own', async () => {
    const copy = { ...base, id: 'a-yue', parent: 'a' };
    expect((await findingsOf('variant-copy', base, copy))[0]).toMatchObject({ dialogue: 'a-yue', severity: 'error' });
    // Before its parent, and with other punctuation.
    expect(
      await findingsOf(
        'variant-copy',
        { ...copy, turns: [turn({ say: '奶粉，多少钱一罐呀亲？' }), turn({ say: '好的！' })] },
        base,
      ),
    ).toHaveLength(1);
  });

  it('are blamed for single long turns that stand unchanged, not for short ones', async () => {
    const partly = { ...said('v', { say: '奶粉多少钱一罐呀亲' }, { say: '得' }), parent: 'a' };
    expect((await findingsOf('variant-turn-copy', base, partly)).map(({ field }) => field)).toEqual(['turns[0].utterance']);
    const short = { ...said('v', { say: '奶粉几钱一罐㗎' }, { say: '好的' }), parent: 'a' };
    expect(await findingsOf('variant-turn-copy', base, short)).toEqual([]);
  });

  it('keep the labels, or have none', async () => {
    const other = { ...said('v', { say: '奶粉几钱', label: { intent: 'stock.ask' } }, { say: '得', label: {} }), parent: 'a' };
    expect((await findingsOf('variant-label', base, other)).map(({ field }) => field)).toEqual([
      'turns[0].label',
      'turns[1].label',
    ]);
    const bare = { id: 'v', parent: 'a', turns: [{ utterance: '奶粉几钱' }, { utterance: '得' }] };
    expect(await findingsOf('variant-label', base, bare)).toEqual([]);
  });
});

describe('numbers', () => {
  const shop = {
    'catalogue.jsonl': jsonLines({ id: 'P', name: '奶粉1段', price: 268, attributes: { net_weight_g: 800 } }),
    'faq.jsonl': jsonLines({ answer: '满300减40，签收7天内可退，满99元包邮' }),
  };
  const priced = (reply: string, more: Partial<Said> = {}) =>
    said('a', { say: '买两罐多少钱', label: { intent: 'x', answer: { references: [reply] } }, reply, ...more });
  const lintShop = async (dialogue: unknown) =>
    (
      await lintOf({
        ...shop,
        'dataset.yaml': 'name: x\nversion: "1"\nfiles: [d.jsonl]\ncatalogue: catalogue.jsonl\nfaq: faq.jsonl\n',
        'd.jsonl': jsonLines(dialogue),
      })
    ).findings.filter(({ rule }) => rule === 'ungrounded-number' || rule === 'wrong-derivation');

  it.each(['一罐268元，800克装', '满三百减四十，七天内能退', '两罐都有货，满99元包邮'])(
    'of catalogue, FAQ and shopper are grounded: %s',
    async (reply) => {
      expect(await lintShop(priced(reply))).toEqual([]);
    },
  );

  it('of nobody are not, in references and gold reply alike', async () => {
    const found = await lintShop({ ...priced('一罐258元，15天内能退'), id: 'a' });
    expect(found.map(({ field, message }) => [field, message])).toEqual([
      ['turns[0].label.answer.references[0]', 'states 258元, 15天内, which neither catalogue, FAQ nor the shopper holds'],
    ]);
    expect(await lintShop(priced('两罐536元'))).toHaveLength(1);
  });

  it('may be derived by a sum that is right', async () => {
    expect(await lintShop(priced('两罐536元，减40后496元', { meta: { derive: ['268*2 = 536', '268*2-40 = 496'] } }))).toEqual([]);
    const wrong = await lintShop(priced('两罐546元', { meta: { derive: ['268*2 = 546'] } }));
    expect(wrong.map(({ rule }) => rule).sort()).toEqual(['ungrounded-number', 'wrong-derivation']);
  });

  it('are not looked at without a catalogue or an FAQ', async () => {
    expect(await findingsOf('ungrounded-number', priced('两罐546元'))).toEqual([]);
  });
});

describe('unread-fact', () => {
  it('finds facts that are no quantity, and no others', async () => {
    const answer = (...facts: string[]) => ({
      answer: { nuggets: facts.map((fact, i) => ({ id: `n${i}`, vital: true, fact })) },
    });
    const good = ['268元', '0-6个月', '满300元', '三个月', '9折', '3 weeks', '99元以上', '10月3日'];
    const found = await findingsOf(
      'unread-fact',
      said('a', { say: LONG, label: answer(...good, '60元|七十元', '很多', '好吃') }),
    );
    expect(found.map(({ field }) => field)).toEqual([8, 9, 10].map((i) => `turns[0].label.answer.nuggets[${i}].fact`));
  });
});

it('lists every rule once', () => {
  expect(new Set(LINT_RULES.map(({ id }) => id)).size).toBe(LINT_RULES.length);
});
