/** Flags of `dataset stats` → the harness → stdout. */
import { profileDataset, renderProfile } from '../../harness/index.js';
import { useColor } from '../colors.js';
import type { StatsArguments } from './dataset-stats-options.js';

export async function handleStats(argv: StatsArguments): Promise<void> {
  for (const [i, path] of argv.path.entries()) {
    const profile = await profileDataset(path, process.cwd());
    if (argv.format === 'json') process.stdout.write(`${JSON.stringify(profile)}\n`);
    else process.stdout.write(`${i === 0 ? '' : '\n'}${await renderProfile(profile, { color: useColor() })}`);
  }
}
