/** The table of docs/simulation.md states the parameters that the code uses. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PARAMETERS } from './parameters.js';

const TEXT = readFileSync(new URL('../../docs/simulation.md', import.meta.url), 'utf8').replaceAll('−', '-');

it.each(PARAMETERS)('$name', ({ name, value, unit, meaning, source }) => {
  const row = TEXT.split('\n').find((line) => line.includes(`| \`${name}\` |`)) ?? '';
  expect(row).toContain(`| ${value} |`);
  for (const words of [unit, meaning, source]) expect(row).toContain(`| ${words.replaceAll('−', '-')} |`);
});
