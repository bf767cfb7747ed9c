/**
 * Dialogues of any number, made up by a rule: three turns each, with the kinds of label that the bundled ones carry. A turn is
 * lighter than a bundled one: 575 bytes against 1,020, two references of 29 characters against two of 53, two nuggets with four
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

/** Writes about `turns` turns; returns how many. */
export function writeSynthetic(path: string, turns: number, perDialogue = 3): number {
  const file = openSync(path, 'w');
  const dialogues = Math.ceil(turns / perDialogue);
  let lines = '';
  for (let i = 0; i < dialogues; i += 1) {
    lines += `${JSON.stringify(dialogue(i, perDialogue))}\n`;
    if (lines.length > 1 << 20 || i === dialogues - 1) {
      writeSync(file, lines);
      lines = '';
    }
  }
  closeSync(file);
  return dialogues * perDialogue;
}
