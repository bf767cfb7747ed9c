import { describe, expect, it } from 'vitest';
import { AdaptiveLimit, type Slot } from './openai-limit.js';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function take(limit: AdaptiveLimit, count: number): Promise<Slot[]> {
  return Promise.all(Array.from({ length: count }, () => limit.acquire(never)));
}

describe('the limit', () => {
  it('halves what was in flight, once for all calls of a round', async () => {
    const limit = new AdaptiveLimit(1024, () => 0);
    for (const slot of await take(limit, 8)) slot.release('throttled');
    expect(limit.current).toBe(4);
  });

  it('never falls below one, and other failures move nothing', async () => {
    const limit = new AdaptiveLimit(3, () => 0);
    for (const slot of await take(limit, 2)) slot.release('failed');
    expect(limit.current).toBe(3);
    for (let i = 0; i < 5; i += 1) (await limit.acquire(never)).release('throttled');
    expect(limit.current).toBe(1);
  });

  it('grows by one for a round that went well, up to the most', async () => {
    const limit = new AdaptiveLimit(4, () => 0);
    for (const slot of await take(limit, 4)) slot.release('throttled');
    const sizes: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      (await limit.acquire(never)).release('ok');
      sizes.push(limit.current);
    }
    // Two calls at 2, three at 3, then the most.
    expect(sizes).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4]);
  });

  it('lets calls wait in order, forgets those that gave up, and counts a place once', async () => {
    const limit = new AdaptiveLimit(1, () => 0);
    const [first] = await take(limit, 1);
    const gone = new AbortController();
    const order: string[] = [];
    const given = limit.acquire(gone.signal).catch((reason: unknown) => reason);
    const noted = async (name: string) => {
      const slot = await limit.acquire(never);
      order.push(name);
      return slot;
    };
    const second = noted('second');
    const third = noted('third');
    gone.abort('gone');
    expect(await given).toBe('gone');
    first?.release('ok');
    first?.release('ok');
    await settle();
    expect(order).toEqual(['second']);
    (await second).release('ok');
    expect((await third).waited).toBe(true);
  });

  it('pauses as long as the server asks for, and no longer than ten seconds', async () => {
    let now = 0;
    const limit = new AdaptiveLimit(8, () => now);
    (await limit.acquire(never)).release('throttled', 60_000);
    now = 9_999;
    const impatient = new AbortController();
    const held = limit.acquire(impatient.signal).catch((reason: unknown) => reason);
    await settle();
    impatient.abort('held');
    expect(await held).toBe('held');
    now = 10_000;
    expect((await limit.acquire(never)).waited).toBe(false);
  });
});
