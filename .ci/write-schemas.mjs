/** Ships the JSON Schemas beside the code, for editors and other programs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../dist/index.js';

const folder = new URL('../dist/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas()))
  writeFileSync(new URL(file, folder), `${JSON.stringify(schema, null, 2)}\n`);
