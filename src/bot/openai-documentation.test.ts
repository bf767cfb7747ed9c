/** The section on models in docs/bots.md names every setting, and its example can be used. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { botConfigSchema } from '../schema/index.js';
import { parseBotSpec } from './bot-spec.js';

const TEXT = readFileSync(new URL('../../docs/bots.md', import.meta.url), 'utf8');
const SECTION = TEXT.slice(TEXT.indexOf('## Models'), TEXT.indexOf('## stdio'));

it('the table names every setting', async () => {
  const { openaiConfigSchema } = await import('../schema/bot-config/openai.js');
  const named = new Set([...SECTION.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []));
  expect(Object.keys(openaiConfigSchema.shape).filter((key) => !named.has(key))).toEqual([]);
});

it('the examples are bots', () => {
  const [, block = ''] = /```yaml\n([\s\S]*?)```/.exec(SECTION) ?? [];
  expect(botConfigSchema.safeParse(parse(block).bots[0]).error).toBeUndefined();
  const specs = [...SECTION.matchAll(/-b "?(openai:[^\s"]+)/g)].map(([, spec]) => parseBotSpec(spec as string));
  expect(specs.map(({ name, openai }) => [name, openai?.api_key])).toEqual([
    ['qwen2.5:7b', undefined],
    ['deepseek-chat', 'env:DEEPSEEK_API_KEY'],
  ]);
});
