/** What ships beside the code: the JSON Schemas for editors and other programs, and the help, rendered once. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../dist/index.js';

const dist = new URL('../dist/', import.meta.url);
mkdirSync(new URL('schema/', dist), { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(`schema/${file}`, dist), `${JSON.stringify(schema, null, 2)}\n`);
}
const help = execFileSync(process.execPath, [fileURLToPath(new URL('main.js', dist)), 'help'], { encoding: 'utf8' });
writeFileSync(new URL('help.txt', dist), help.trimStart());
