/** A signal of our own that follows another: for work that may have to end before its call does. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Once a reply is there, what is left of its exchange may end in good order for so long; it is not in the latency. */
export const GRACE_MS = 200;

export interface LinkedAbort {
  /** Aborts with the other signal's reason, or by {@link LinkedAbort.end}. */
  readonly signal: AbortSignal;
  /** Aborts what is still under way, and takes the listener off the other signal. */
  readonly end: () => void;
}

export function linkAbort(other: AbortSignal): LinkedAbort {
  const controller = new AbortController();
  const follow = () => controller.abort(other.reason);
  if (other.aborted) follow();
  else other.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      other.removeEventListener('abort', follow);
      controller.abort(new Error('no longer of interest'));
    },
  };
}

/** Waits for `work` to settle, but no longer than `ms`; how it settles is of no interest. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
  await Promise.race([work.then(nothing, nothing), late]);
  timer.abort();
}

const nothing = (): void => undefined;
