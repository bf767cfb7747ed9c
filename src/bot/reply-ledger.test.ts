import { describe, expect, it } from 'vitest';
import { ReplyLedger } from './reply-ledger.js';

describe('ReplyLedger', () => {
  it('knows the current answer, and the second of two', () => {
    const ledger = new ReplyLedger();
    ledger.ask('a');
    expect(ledger.classify('a')).toBe('current');
    ledger.settle();
    expect(ledger.classify('a')).toBe('double');
    ledger.ask('b');
    expect(ledger.classify('a')).toBe('double');
    expect(ledger.classify('b')).toBe('current');
    expect(ledger.classify('z')).toBe('unknown');
  });

  it('crosses a late answer off once', () => {
    const ledger = new ReplyLedger();
    ledger.ask('a');
    ledger.giveUp();
    expect(ledger.owing).toBe(1);
    ledger.ask('b');
    expect(ledger.classify('a')).toBe('late');
    expect(ledger.owing).toBe(0);
    expect(ledger.classify('a')).toBe('double');
    expect(ledger.classify('b')).toBe('current');
  });

  it('takes answers without ids in order', () => {
    const ledger = new ReplyLedger();
    expect(ledger.classify(undefined)).toBe('double');
    ledger.ask('a');
    ledger.giveUp();
    ledger.ask('b');
    expect(ledger.classify(undefined)).toBe('late');
    expect(ledger.classify(undefined)).toBe('current');
  });

  it('lets a request be asked again', () => {
    const ledger = new ReplyLedger();
    ledger.ask('a');
    ledger.settle();
    ledger.ask('a');
    expect(ledger.classify('a')).toBe('current');
  });

  it('forgets the oldest of many', () => {
    const ledger = new ReplyLedger();
    for (let i = 0; i <= 1_024; i += 1) {
      ledger.ask(`q${i}`);
      ledger.settle();
    }
    expect(ledger.classify('q0')).toBe('unknown');
    expect(ledger.classify('q1')).toBe('double');
  });
});
