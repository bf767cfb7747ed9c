/** A bot that costs next to nothing, so that what is measured is the harness. Written as a file, because bots are modules. */
import { writeFileSync } from 'node:fs';

const SOURCE = [
  "const INTENTS = ['price.ask', 'stock.ask', 'shipping.time'];",
  'let n = 0;',
  'export function reply() {',
  '  n += 1;',
  "  const text = '亲，三个月的宝宝喝1段哦，一罐' + (100 + (n % 9000)) + '元，' + n + '号仓有货的～';",
  "  return { text, intents: [{ name: INTENTS[n % 3], confidence: 0.5 }], slots: { age: '3个月' }, products: ['SKU-1'], handoff: false };",
  '}',
];

/** Every reply is new, so that no cache can shine. */
export function writeEchoBot(path: string): void {
  writeFileSync(path, `${SOURCE.join('\n')}\n`);
}
