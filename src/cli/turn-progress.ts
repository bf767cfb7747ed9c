/** Progress on stderr of work whose end is not known beforehand: how many turns, and how fast. */

const LIVE_MS = 100;
const PLAIN_MS = 10_000;

export interface TurnProgress {
  readonly show: (turns: number) => void;
  /** Takes the live line away; further calls do nothing. */
  readonly end: () => void;
}

/** @param what in words, such as "judged". */
export async function turnProgress(wanted: boolean, what: string): Promise<TurnProgress> {
  if (!wanted) return { show: () => undefined, end: () => undefined };
  const live = process.stderr.isTTY === true ? (await import('log-update')).createLogUpdate(process.stderr) : undefined;
  const startedAt = performance.now();
  let shownAt = startedAt;
  return {
    show: (turns) => {
      const now = performance.now();
      if (now - shownAt < (live === undefined ? PLAIN_MS : LIVE_MS)) return;
      shownAt = now;
      const line = `${turns} turns ${what} · ${((turns * 1000) / (now - startedAt)).toFixed(1)}/s`;
      if (live === undefined) process.stderr.write(`${line}\n`);
      else live(line);
    },
    end: () => live?.clear(),
  };
}
