/** Progress on stderr: one live line with rate and time left on a terminal, a plain line now and then elsewhere. */
import type { RunObserver, RunProgress } from '../harness/index.js';
import { leftOut } from '../schema/dataset.js';

const LIVE_MS = 100;
const PLAIN_MS = 10_000;

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function line({ bot, done, total, failed, resumed }: RunProgress, elapsedMs: number): string {
  const rate = elapsedMs === 0 ? 0 : (done - resumed) / (elapsedMs / 1000);
  const left = rate === 0 ? '' : ` · ${duration((total - done) / rate)} left`;
  const failures = failed === 0 ? '' : ` · ${failed} failed`;
  return `${bot}: ${done}/${total} turns (${Math.floor((100 * done) / Math.max(1, total))}%) · ${Math.round(rate)}/s${left}${failures}`;
}

/** What was left out of the data, and what must be known of them: said with or without progress. */
export const dataView: RunObserver = {
  surveyed: ({ name, notes = [], skipped }) => {
    for (const line of [...notes, ...leftOut(skipped).map((text) => `${name}: ${text}`)]) {
      process.stderr.write(`${line.replace(/\p{Cc}/gu, ' ')}\n`);
    }
  },
};

/** `live`: stderr is a terminal. */
export async function progressView(live: boolean, now: () => number): Promise<RunObserver & { end(): void }> {
  const logUpdate = live ? (await import('log-update')).createLogUpdate(process.stderr) : undefined;
  const interval = live ? LIVE_MS : PLAIN_MS;
  let startedAt = now();
  let shownAt = now();
  const show = (text: string) => (logUpdate === undefined ? process.stderr.write(`${text}\n`) : logUpdate(text));
  return {
    surveyed: (survey) => {
      const { dialogues, turns, families, name } = survey;
      process.stderr.write(`${name}: ${dialogues} dialogues (${families} families), ${turns} turns, all valid\n`);
      dataView.surveyed?.(survey);
    },
    botStarted: () => {
      startedAt = now();
      shownAt = startedAt;
    },
    progressed: (progress) => {
      const time = now();
      if (time - shownAt < interval) return;
      shownAt = time;
      show(line(progress, time - startedAt));
    },
    botFinished: () => logUpdate?.clear(),
    end: () => logUpdate?.clear(),
  };
}
