/** The clock port. Only the replay reads it; everything else is a function of what was recorded. */
export interface Clock {
  /** Monotonic milliseconds with sub-millisecond resolution; the origin means nothing. */
  now(): number;
  /** Wall time as ISO 8601, for the manifest only. */
  wall(): string;
  /** Calls back once after `ms` milliseconds; the result cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date().toISOString(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
