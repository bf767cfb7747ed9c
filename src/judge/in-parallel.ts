/** Works on what comes, so many at a time, and hands the results on in the order of what came. */

/** Rejects with the first error of `work` or of `items`; memory is bounded by `width`. */
export async function* inParallel<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // Its turn to be awaited may come later than its failure.
      result.catch(() => undefined);
      pending.push(result);
      if (pending.length >= width) yield await (pending.shift() as Promise<R>);
    }
    while (pending.length > 0) yield await (pending.shift() as Promise<R>);
  } finally {
    // Nothing goes on behind the back of a caller who has given up.
    await Promise.allSettled(pending);
  }
}
