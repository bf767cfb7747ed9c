/**
 * The same bot as a program, with its options as flags:
 * shopreplay run -d clinc150:PATH --split test -b "nb=stdio:node examples/classifier/stdio.js --dataset clinc150:PATH --train train"
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { open, reply } from './index.js';

const { values } = parseArgs({ options: { dataset: { type: 'string' }, train: { type: 'string' } } });
await open({ options: values });
console.log('{"ready": true}');

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify({ id: request.id, ...reply(request) }));
}
