import { describe, expect, it } from 'vitest';
import {
  BotFailure,
  type BotPort,
  type BotRequest,
  type Clock,
  type Dialogue,
  systemClock,
  type TurnRecord,
} from '../schema/index.js';
import { type Replayed, type ReplayJob, type ReplayOptions, replay } from './index.js';

function dialogue(id: string, turns = 2): Dialogue {
  return {
    id,
    lang: 'zh-CN',
    slices: { dialect: 'yue' },
    turns: Array.from({ length: turns }, (_, i) => ({
      utterance: `${id} 问${i}`,
      label: { intent: 'price.ask', answer: { references: [`参考${i}`] } },
      ...(i === 0 ? { gold_reply: `${id} 答${i}` } : {}),
    })),
  };
}

async function* jobsOf(dialogues: readonly Dialogue[], batch = 3): AsyncGenerator<ReplayJob[]> {
  for (let i = 0; i < dialogues.length; i += batch) yield dialogues.slice(i, i + batch).map((d) => ({ dialogue: d, trial: 0 }));
}

function bot(reply: BotPort['reply'], more: Partial<BotPort> = {}): BotPort {
  return { name: 'test', maxInFlight: 64, description: {}, reply, ...more };
}

function options(more: Partial<ReplayOptions> = {}): ReplayOptions {
  return {
    history: 'gold',
    salt: 's',
    maxConcurrency: 4,
    timeoutMs: 1000,
    retries: 0,
    clock: systemClock,
    interrupt: new AbortController().signal,
    onRecord: () => undefined,
    ...more,
  };
}

async function collect(port: BotPort, jobs: AsyncIterable<readonly ReplayJob[]>, settings: ReplayOptions): Promise<Replayed[]> {
  const all: Replayed[] = [];
  for await (const batch of replay(port, jobs, settings)) all.push(...batch);
  return all;
}

/** Time stands still until it is moved; timers fire in order as it passes them. */
class FakeClock implements Clock {
  private time = 0;
  private timers: { at: number; callback: () => void }[] = [];
  now = () => this.time;
  wall = () => '2026-01-01T00:00:00Z';
  after(ms: number, callback: () => void) {
    const timer = { at: this.time + ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((t) => t !== timer);
    };
  }
  async advance(ms: number) {
    const end = this.time + ms;
    for (;;) {
      await new Promise(setImmediate);
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.time = next.at;
      next.callback();
    }
    this.time = end;
    await new Promise(setImmediate);
  }
}

describe('replay', () => {
  const many = Array.from({ length: 30 }, (_, i) => dialogue(`d${i}`, 1 + (i % 3)));

  it('hands results on in the order of the jobs, whatever order the replies come in', async () => {
    const slowFirst = bot(async (request) => {
      await new Promise((resolve) => setTimeout(resolve, request.utterance.startsWith('d0 ') ? 40 : Math.random() * 5));
      return { reply: { text: request.utterance } };
    });
    const results = await collect(slowFirst, jobsOf(many), options({ maxConcurrency: 8 }));
    expect(results.map((r) => r.dialogue.id)).toEqual(many.map((d) => d.id));
    expect(results.map((r) => r.records.map((record) => record.turn))).toEqual(many.map((d) => d.turns.map((_, i) => i)));
  });

  it('has no more calls in flight than asked for, and than the bot allows', async () => {
    for (const [maxConcurrency, maxInFlight, expected] of [
      [5, 64, 5],
      [16, 2, 2],
    ] as const) {
      let inFlight = 0;
      let peak = 0;
      const counting = bot(
        async () => {
          inFlight += 1;
          peak = Math.max(peak, inFlight);
          await new Promise((resolve) => setTimeout(resolve, 2));
          inFlight -= 1;
          return { reply: { text: 'x' } };
        },
        { maxInFlight },
      );
      await collect(counting, jobsOf(many), options({ maxConcurrency }));
      expect(peak).toBe(expected);
    }
  });

  it('gives the bot utterance and history only: no label, no slice, no dialogue id outside the text', async () => {
    const seen: BotRequest[] = [];
    const spy = bot((request) => {
      seen.push(request);
      return { reply: { text: 'ok' } };
    });
    await collect(spy, jobsOf([{ ...dialogue('mb-7-yue', 3), turns: dialogue('x', 3).turns }]), options());
    expect(Object.keys(seen[0] as object).sort()).toEqual([
      'conversation_id',
      'history',
      'id',
      'lang',
      'protocol',
      'turn',
      'utterance',
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/mb-7|yue|price\.ask|dialect/);
    expect(seen[2]?.history).toEqual([
      { role: 'shopper', text: 'x 问0' },
      { role: 'bot', text: 'x 答0' },
      { role: 'shopper', text: 'x 问1' },
      // Without gold_reply the first reference stands in.
      { role: 'bot', text: '参考1' },
    ]);
  });

  it('plays the replies of the bot back to it with history: self, and leaves out what it did not say', async () => {
    const seen: BotRequest[] = [];
    const flaky = bot((request) => {
      seen.push(request);
      if (request.turn === 1) throw new Error('no');
      return { reply: { text: `我的${request.turn}` } };
    });
    await collect(flaky, jobsOf([dialogue('d', 3)]), options({ history: 'self' }));
    expect(seen[2]?.history.map((h) => h.text)).toEqual(['d 问0', '我的0', 'd 问1']);
  });

  it('keeps the history safe from a bot that writes into it', async () => {
    const seen: string[][] = [];
    const vandal = bot((request) => {
      seen.push(request.history.map((h) => h.text));
      (request.history as unknown[]).length = 0;
      return { reply: { text: 'x' } };
    });
    await collect(vandal, jobsOf([dialogue('d', 2)]), options());
    expect(seen[1]).toEqual(['d 问0', 'd 答0']);
  });

  it('gives conversations of different dialogues, trials and sessions different opaque ids', async () => {
    const ids = new Set<string>();
    const spy = bot((request) => {
      ids.add(request.conversation_id);
      return { reply: { text: 'x' } };
    });
    const trials = (async function* () {
      yield [0, 1].map((trial) => ({ dialogue: dialogue('d'), trial }));
    })();
    await collect(spy, trials, options());
    await collect(spy, jobsOf([dialogue('d'), dialogue('e')]), options({ salt: 't' }));
    expect(ids.size).toBe(4);
  });

  it('records a time-out with the time waited, aborts the call and ignores the late answer', async () => {
    const clock = new FakeClock();
    let aborted = false;
    const silent = bot(
      (_request, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve({ reply: { text: 'too late' } });
          });
        }),
    );
    const done = collect(silent, jobsOf([dialogue('d', 1)]), options({ clock, timeoutMs: 800 }));
    await clock.advance(799);
    expect(aborted).toBe(false);
    await clock.advance(1);
    expect((await done)[0]?.records).toEqual([
      {
        dialogue_id: 'd',
        turn: 0,
        trial: 0,
        status: 'timeout',
        latency_ms: 800,
        attempts: 1,
        error: { kind: 'timeout', message: 'no reply within the time-out' },
      },
    ]);
    expect(aborted).toBe(true);
  });

  it('stops the latency when the answer is there, before the record is written', async () => {
    const clock = new FakeClock();
    let answer: (() => void) | undefined;
    const slow = bot(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ reply: { text: '好' }, firstTokenAt: 30 });
        }),
    );
    const done = collect(slow, jobsOf([dialogue('d', 1)]), options({ clock, onRecord: () => clock.advance(500) }));
    await clock.advance(120);
    answer?.();
    expect((await done)[0]?.records[0]).toMatchObject({ status: 'ok', latency_ms: 120, first_token_ms: 30 });
  });

  it('retries transport faults only, with growing waits, and counts the attempts', async () => {
    const clock = new FakeClock();
    const calls: number[] = [];
    const ids: string[] = [];
    const refused = bot((request) => {
      calls.push(clock.now());
      ids.push(request.id);
      if (calls.length < 3) throw new BotFailure('transport', 'refused');
      return { reply: { text: '好' } };
    });
    const done = collect(refused, jobsOf([dialogue('d', 1)]), options({ clock, retries: 2 }));
    await clock.advance(5000);
    expect((await done)[0]?.records[0]).toMatchObject({ status: 'ok', attempts: 3, latency_ms: 0 });
    expect(calls).toEqual([0, 200, 600]);
    expect(new Set(ids).size).toBe(3);

    let broken = 0;
    const wrong = bot(() => {
      broken += 1;
      throw new BotFailure('bot', 'boom');
    });
    const results = await collect(wrong, jobsOf([dialogue('d', 1)]), options({ retries: 2 }));
    expect(broken).toBe(1);
    expect(results[0]?.records[0]).toMatchObject({ status: 'error', attempts: 1, error: { kind: 'bot', message: 'boom' } });
  });

  it.each([
    ['longer than the own wait', 700, [0, 700, 1400]],
    ['shorter than the own wait', 50, [0, 200, 600]],
    ['longer than a reply may take: cut to that', 60_000, [0, 1000, 2000]],
  ])('waits as long as a busy bot asks for, when that is %s', async (_title, retryAfterMs, expected) => {
    const clock = new FakeClock();
    const calls: number[] = [];
    const busy = bot(() => {
      calls.push(clock.now());
      throw new BotFailure('transport', 'HTTP 429', { retryAfterMs });
    });
    const done = collect(busy, jobsOf([dialogue('d', 1)]), options({ clock, retries: 2, timeoutMs: 1000 }));
    await clock.advance(5000);
    expect((await done)[0]?.records[0]).toMatchObject({ status: 'error', attempts: 3 });
    expect(calls).toEqual(expected);
  });

  it('turns whatever a bot does into a record: throwing, empty, nothing on file', async () => {
    const outcomes: BotPort['reply'][] = [
      () => {
        throw 'a string';
      },
      () => Promise.reject(undefined),
      () => ({ reply: { text: '  ' } }),
      () => ({ reply: { text: '' }, notRun: true }),
      () => ({ reply: { text: '', intents: [] } }),
    ];
    const statuses: (string | undefined)[] = [];
    for (const reply of outcomes)
      statuses.push((await collect(bot(reply), jobsOf([dialogue('d', 1)]), options()))[0]?.records[0]?.status);
    expect(statuses).toEqual(['error', 'error', 'empty', 'not-run', 'ok']);
  });

  it('takes a recorded failure as it is, status and latency, and tries nothing again', async () => {
    const recordedFailure = { status: 'timeout', kind: 'timeout', message: 'none in time', latencyMs: 5000 } as const;
    const silent = { status: 'error', kind: 'transport', message: 'refused', latencyMs: null } as const;
    const failing = bot((request) => ({ reply: { text: '' }, recordedFailure: request.turn === 0 ? recordedFailure : silent }));
    const [result] = await collect(failing, jobsOf([dialogue('d', 2)]), options());
    expect(result?.records.map(({ dialogue_id, trial, ...record }) => record)).toEqual([
      { turn: 0, status: 'timeout', latency_ms: 5000, attempts: 1, error: { kind: 'timeout', message: 'none in time' } },
      { turn: 1, status: 'error', attempts: 1, error: { kind: 'transport', message: 'refused' } },
    ]);
  });

  it('takes the latency that a recording states, and none where it states none', async () => {
    const recorded = bot((request) => ({ reply: { text: 'x' }, recorded: { latencyMs: request.turn === 0 ? 412 : null } }));
    const [result] = await collect(recorded, jobsOf([dialogue('d', 2)]), options());
    expect(result?.records.map((r) => r.latency_ms)).toEqual([412, undefined]);
  });

  it('passes on the records of an earlier session without calling the bot', async () => {
    const stored: TurnRecord[] = [{ dialogue_id: 'd', turn: 0, trial: 0, status: 'ok', reply: { text: '旧' }, attempts: 1 }];
    const jobs = (async function* () {
      yield [{ dialogue: dialogue('d', 1), trial: 0, stored }];
    })();
    const never = bot(() => {
      throw new Error('called');
    });
    expect((await collect(never, jobs, options()))[0]?.records).toBe(stored);
  });

  it('ends without the broken-off dialogues when interrupted', async () => {
    const controller = new AbortController();
    let calls = 0;
    const counting = bot(async () => {
      calls += 1;
      if (calls === 7) controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { reply: { text: 'x' } };
    });
    const results = await collect(counting, jobsOf(many), options({ maxConcurrency: 2, interrupt: controller.signal }));
    expect(results.length).toBeLessThan(many.length);
    for (const { dialogue: d, records } of results) expect(records).toHaveLength(d.turns.length);
  });

  it('rejects when the source or the log fails', async () => {
    const failing = (async function* (): AsyncGenerator<ReplayJob[]> {
      yield [{ dialogue: dialogue('d'), trial: 0 }];
      throw new Error('disk');
    })();
    const fine = bot(() => ({ reply: { text: 'x' } }));
    await expect(collect(fine, failing, options())).rejects.toThrow('disk');
    await expect(collect(fine, jobsOf(many), options({ onRecord: () => Promise.reject(new Error('full')) }))).rejects.toThrow(
      'full',
    );
  });

  it('tells the bot that a conversation is over, and survives what it does then', async () => {
    const ended: string[] = [];
    const courteous = bot(() => ({ reply: { text: 'x' } }), {
      endConversation: (id) => {
        ended.push(id);
        throw new Error('ignored');
      },
    });
    await collect(courteous, jobsOf(many), options());
    expect(new Set(ended).size).toBe(many.length);
  });
});
