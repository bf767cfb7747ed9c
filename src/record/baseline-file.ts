/** A pinned baseline on disk: one compact line of JSON a part, so that git has something to hold on to. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  BASELINE_FORMAT_VERSION,
  BASELINE_KIND,
  type Baseline,
  baselineSchema,
  HarnessError,
  problemsOf,
  type StoredScores,
} from '../schema/index.js';
import { writeFileAtomic } from './atomic-file.js';
import { scoreColumnsFault } from './score-columns.js';

const PIN_AGAIN = 'pin it again: `shopreplay gate RUN --pin FILE --force`';

/** SHA-256 of the scores as they stand in the file. */
export function scoresChecksum(scores: StoredScores): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(scores)).digest('hex')}`;
}

function refuse(file: string, message: string, mend = PIN_AGAIN): HarnessError {
  return new HarnessError({ code: 'E_BASELINE', message, file, mend });
}

/**
 * @param label how the path is named to the user.
 * @throws HarnessError E_FILE_MISSING; E_BASELINE when the file is torn, of another kind or version, or was changed by hand.
 */
export async function readBaseline(path: string, label: string = path): Promise<Baseline> {
  if (!existsSync(path)) {
    throw new HarnessError({
      code: 'E_FILE_MISSING',
      message: 'no such baseline',
      file: label,
      mend: 'pin one: `shopreplay gate RUN --pin FILE`',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new HarnessError(
      { code: 'E_BASELINE', message: 'cannot be read: it is torn, or no JSON', file: label, mend: PIN_AGAIN },
      { cause },
    );
  }
  const { kind, format_version: version } = (value ?? {}) as { kind?: unknown; format_version?: unknown };
  if (kind !== BASELINE_KIND)
    throw refuse(label, 'is not a pinned baseline', 'name a file that `shopreplay gate RUN --pin FILE` wrote');
  if (version !== BASELINE_FORMAT_VERSION) {
    throw refuse(label, `has format version ${String(version)}, this shopreplay reads ${BASELINE_FORMAT_VERSION}`);
  }
  const decoded = baselineSchema.safeParse(value);
  if (!decoded.success) throw new HarnessError(problemsOf(decoded.error, 'E_BASELINE', { file: label }));
  const { scores, checksum } = decoded.data;
  const fault = scoreColumnsFault(scores);
  if (fault !== undefined) throw refuse(label, `is broken: ${fault}`);
  if (scoresChecksum((value as { scores: StoredScores }).scores) !== checksum)
    throw refuse(label, 'was changed after it was pinned');
  return decoded.data;
}

/** @throws HarnessError E_OUTPUT */
export async function writeBaseline(path: string, baseline: Baseline, label: string = path): Promise<void> {
  const { scores, checksum, ...head } = baseline;
  const { columns, wholes, ...places } = scores;
  const list = (items: readonly unknown[]) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const inner = Object.entries(places).map(([key, value]) => `"${key}":${JSON.stringify(value)}`);
  const body = [...inner, `"columns":${list(columns)}`, `"wholes":${list(wholes)}`].join(',\n');
  const outer = Object.entries(head).map(([key, value]) => `"${key}":${JSON.stringify(value)}`);
  const text = `{${outer.join(',\n')},\n"scores":{\n${body}\n},\n"checksum":${JSON.stringify(checksum)}}\n`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, text);
  } catch (cause) {
    const message = `cannot be written: ${(cause as Error).message}`;
    throw new HarnessError({ code: 'E_OUTPUT', message, file: label, mend: 'choose another path' }, { cause });
  }
}
