/**
 * Dialogues of any number, made up by a rule: three turns each. Light ones carry the least that all layers can be scored by. Heavy ones
 * have variants, and the kinds of label that the bundled ones carry. A heavy turn is lighter than a bundled one: 575 bytes against 1,020, two references of 29 characters against two of 53, two nuggets with four
 * patterns against two with nine, and no forbidden claims against three; but every reply states several quantities.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Dialogue } from '../src/schema/index.js';

const INTENTS = [
  'price.ask',
  'stock.ask',
  'shipping.time',
  'product.recommend',
  'return.policy',
  'size.ask',
  'promotion.ask',
  'oos',
];
const DIALECTS = ['standard', 'yue', 'sichuan', 'dongbei'];
const SAID = [
  '三个月宝宝喝几段奶粉合适呀',
  '这款有货吗今天拍几天能到杭州',
  '满300减40能跟新人券一起用不',
  '18斤穿L码会不会小',
  '那个呢便宜点呗',
  '开罐了还能退吗运费谁出',
];
const ANSWERS = [
  '亲，三个月的宝宝建议喝1段哦，1段适合0–6个月，一罐%元～',
  '有货的，16:00前付款当天发货，江浙沪%天就能到哦。',
  '可以叠加的，先满300减40，再用新人券减%元。',
  '18斤就是9kg，建议选L码，第%号仓有现货。',
];
/** A family is a dialogue and two variants, which carry its labels; nothing else repeats. */
const FAMILY = 3;

function pick<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T;
}

function dialogue(i: number, turns: number): Dialogue {
  const family = Math.floor(i / FAMILY);
  const answerOf = (t: number) => pick(ANSWERS, family + t).replace('%', String(100 + ((family * 7 + t) % 90_000)));
  return {
    id: `s-${i}`,
    ...(i % FAMILY === 0 ? {} : { parent: `s-${family * FAMILY}` }),
    lang: 'zh-CN',
    slices: {
      vertical: 'mother-baby',
      dialect: pick(DIALECTS, i % FAMILY === 0 ? 0 : i),
      stage: family % 3 === 0 ? 'after-sale' : 'pre-sale',
    },
    turns: Array.from({ length: turns }, (_, t) => ({
      utterance: `${pick(SAID, i * 7 + t)}${i}`,
      label: {
        intent: pick(INTENTS, family + t * 3),
        slots: { age: `${(family % 12) + 1}个月` },
        answer: {
          references: [answerOf(t), answerOf(t + 1)],
          nuggets: [
            { id: 'a', vital: true, any: ['1段', '一段', '有货', `${family}叠加`] },
            { id: 'b', vital: false, fact: `${100 + family}元` },
          ],
        },
        products: { [`SKU-${family % 40}`]: 2 },
        handoff: 'none' as const,
      },
      gold_reply: answerOf(t),
    })),
  };
}

const ASKED = ['多少钱', '有货吗', '几天到', '包邮不', '能退吗'];
const ANSWERED = ['亲，一罐%元', '有货的，%元', '今天发，%元包邮', '能退，运费%元'];

/** One intent, one short reference, one nugget, a gold reply; neither slots, products nor variants. */
function lightDialogue(i: number, turns: number): Dialogue {
  const price = String(100 + (i % 90_000));
  const answerOf = (t: number) => pick(ANSWERED, i + t).replace('%', price);
  return {
    id: `s-${i}`,
    slices: { stage: i % 3 === 0 ? 'after-sale' : 'pre-sale' },
    turns: Array.from({ length: turns }, (_, t) => ({
      utterance: `${pick(ASKED, i * 7 + t)}${i}`,
      label: {
        intent: pick(INTENTS, i + t * 3),
        answer: { references: [answerOf(t)], nuggets: [{ id: 'a', vital: true, fact: `${price}元` }] },
      },
      gold_reply: answerOf(t + 1),
    })),
  };
}

const PROFILES = { heavy: dialogue, light: lightDialogue } as const;

/** What a turn carries. */
export type Profile = keyof typeof PROFILES;

/** Writes about `turns` turns; returns how many. */
export function writeSynthetic(path: string, turns: number, profile: Profile = 'heavy', perDialogue = 3): number {
  const file = openSync(path, 'w');
  const dialogues = Math.ceil(turns / perDialogue);
  let lines = '';
  for (let i = 0; i < dialogues; i += 1) {
    lines += `${JSON.stringify(PROFILES[profile](i, perDialogue))}\n`;
    if (lines.length > 1 << 20 || i === dialogues - 1) {
      writeSync(file, lines);
      lines = '';
    }
  }
  closeSync(file);
  return dialogues * perDialogue;
}
