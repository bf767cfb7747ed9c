/** docs/metrics.md states every metric as the registry has it; `vitest -u` writes the tables. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withTables } from './fixtures/metric-tables.js';

const PAGE = '../../docs/metrics.md';

it('the tables of docs/metrics.md are those of the registry', async () => {
  const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
  await expect(withTables(page)).toMatchFileSnapshot(PAGE);
});
