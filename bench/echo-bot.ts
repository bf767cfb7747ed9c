/** A bot that costs next to nothing, so that what is measured is the harness. Written as a file, because bots are modules. */
import { writeFileSync } from 'node:fs';

export function writeEchoBot(path: string): void {
  writeFileSync(
    path,
    `const INTENTS = ['price.ask', 'stock.ask', 'shipping.time'];
let n = 0;
export function reply(request) {
  n += 1;
  return { text: '亲，三个月的宝宝喝1段哦，一罐268元，有货的～', intents: [{ name: INTENTS[n % 3], confidence: 0.5 }], slots: { age: '3个月' }, products: ['SKU-1'], handoff: false };
}
`,
  );
}
