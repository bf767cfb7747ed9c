/** runs.json: the folder of a run with several bots, one folder a bot below it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MANIFEST_FILE, writeFileAtomic } from '../record/index.js';
import { GROUP_FORMAT_VERSION, HarnessError, problemsOf, type RunGroup, runGroupSchema } from '../schema/index.js';

const GROUP_FILE = 'runs.json';

/** Folder-safe name of a bot: what a file system might read as something else is replaced. */
export function folderName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 64);
  return safe === '' ? 'bot' : safe;
}

function exists(folder: string, message: string, mend: string): HarnessError {
  return new HarnessError({ code: 'E_RUN_EXISTS', message, file: folder, mend });
}

/** @throws HarnessError E_RUN_EXISTS when the folder is that of several bots: one bot alone has no place in it. */
export function assertNoGroup(folder: string): void {
  if (existsSync(join(folder, GROUP_FILE)))
    throw exists(folder, 'this folder holds a run of several bots', 'choose another --out');
}

/**
 * Writes runs.json, before any bot runs.
 * @throws HarnessError E_USAGE (two names, one folder), E_RUN_EXISTS, E_RESUME_MISMATCH (other bots than before)
 */
export async function openGroup(folder: string, bots: readonly string[], baseline: string, resume: boolean): Promise<void> {
  const runs = bots.map((bot) => ({ bot, folder: folderName(bot) }));
  const twice = runs.find((run, i) => runs.findIndex((other) => other.folder === run.folder) !== i);
  if (twice !== undefined) {
    throw new HarnessError({
      code: 'E_USAGE',
      message: `two bots share the folder name "${twice.folder}"`,
      mend: 'name them apart: --bot new=./bot.js',
    });
  }
  if (existsSync(join(folder, MANIFEST_FILE))) throw exists(folder, 'this folder holds a run of one bot', 'choose another --out');
  const group: RunGroup = { format_version: GROUP_FORMAT_VERSION, baseline, runs };
  const earlier = await readGroup(folder);
  if (earlier !== undefined && !resume) {
    throw exists(folder, 'this folder holds a run already', 'choose another --out, or add --resume to finish that run');
  }
  if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(group)) {
    const names = (of: RunGroup) => of.runs.map(({ bot }) => bot).join(', ');
    throw new HarnessError({
      code: 'E_RESUME_MISMATCH',
      message: `the run in this folder was started with the bots ${names(earlier)}, now they are ${names(group)}`,
      file: folder,
      field: 'bots',
      mend: 'resume with the same bots in the same order, or choose another --out',
    });
  }
  await writeFileAtomic(join(folder, GROUP_FILE), `${JSON.stringify(group, null, 2)}\n`);
}

/** Undefined where there is no runs.json. @throws HarnessError E_RUN_FORMAT, E_PATH_ESCAPE */
export async function readGroup(folder: string): Promise<RunGroup | undefined> {
  const file = join(folder, GROUP_FILE);
  if (!existsSync(file)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new HarnessError(
      { code: 'E_RUN_FORMAT', message: 'cannot be read', file, expected: 'JSON written by shopreplay' },
      { cause },
    );
  }
  const decoded = runGroupSchema.safeParse(value);
  if (!decoded.success) throw new HarnessError(problemsOf(decoded.error, 'E_RUN_FORMAT', { file }));
  const stray = decoded.data.runs.find(({ folder: name }) => basename(name) !== name || name === '..' || name === '.');
  if (stray !== undefined) {
    throw new HarnessError({ code: 'E_PATH_ESCAPE', message: `"${stray.folder}" leaves the run folder`, file });
  }
  return decoded.data;
}

/** For what looks at one run alone. @throws HarnessError E_USAGE when the folder is that of several bots. */
export async function refuseGroup(folder: string): Promise<void> {
  const group = await readGroup(folder);
  if (group === undefined) return;
  throw new HarnessError({
    code: 'E_USAGE',
    message: 'this folder holds a run of several bots',
    file: folder,
    mend: `name one of its folders: ${group.runs.map((run) => run.folder).join(', ')}`,
  });
}

/** The folder above, when this one is a bot's within a run of several. */
export async function groupFolderOf(folder: string): Promise<string | undefined> {
  const group = await readGroup(dirname(folder));
  return group?.runs.some((run) => run.folder === basename(folder)) ? dirname(folder) : undefined;
}
