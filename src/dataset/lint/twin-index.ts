/**
 * Near duplicates among many texts, without comparing every two. Texts that share a rare n-gram are compared exactly; memory is
 * bounded by keeping only every 2ⁿ-th hash once there are too many (the FracMinHash sample), which leaves shares unbiased.
 */
import { sharedCount } from './shingles.js';

/** An n-gram that more texts share is a phrase of the trade (有没有) and leads to no candidates. */
const RARE_UP_TO = 48;
/** Hashes kept before every second one is dropped: 64 MiB of columns and postings. */
const KEPT = 4_000_000;

export interface Twin<T> {
  readonly other: T;
  /** In [0,1], by the measure of the index. */
  readonly share: number;
}

/** Share of two sets: `smaller` divides by the smaller set (containment), `union` by both together (Jaccard). */
export type Measure = 'smaller' | 'union';

export class TwinIndex<T> {
  private readonly members: { readonly item: T; hashes: Uint32Array }[] = [];
  private readonly postings = new Map<number, number[]>();
  private mask = 0;
  private kept = 0;

  /** @param threshold share from which two texts are twins. */
  constructor(
    private readonly measure: Measure,
    private readonly threshold: number,
    private readonly limit = KEPT,
  ) {}

  /** Adds a text; the earlier texts that `eligible` lets through and that are its twins, closest first. */
  add(item: T, shingles: Uint32Array, eligible: (other: T) => boolean): Twin<T>[] {
    const hashes = this.sampled(shingles);
    const twins = this.candidates(hashes).flatMap((index) => {
      const member = this.members[index];
      if (member === undefined || !eligible(member.item)) return [];
      const share = this.shareOf(hashes, member.hashes);
      return share >= this.threshold ? [{ other: member.item, share }] : [];
    });
    this.keep(item, hashes);
    return twins.sort((a, b) => b.share - a.share);
  }

  private sampled(hashes: Uint32Array): Uint32Array {
    return this.mask === 0 ? hashes : hashes.filter((hash) => (hash & this.mask) === 0);
  }

  private shareOf(a: Uint32Array, b: Uint32Array): number {
    const shared = sharedCount(a, b);
    const whole = this.measure === 'smaller' ? Math.min(a.length, b.length) : a.length + b.length - shared;
    return whole === 0 ? 0 : shared / whole;
  }

  private candidates(hashes: Uint32Array): number[] {
    const found = new Set<number>();
    for (const hash of hashes) for (const index of this.postings.get(hash) ?? []) found.add(index);
    return [...found];
  }

  private keep(item: T, hashes: Uint32Array): void {
    const index = this.members.length;
    this.members.push({ item, hashes });
    for (const hash of hashes) {
      const list = this.postings.get(hash);
      if (list === undefined) this.postings.set(hash, [index]);
      else if (list.length < RARE_UP_TO) list.push(index);
    }
    this.kept += hashes.length;
    while (this.kept > this.limit) this.thin();
  }

  private thin(): void {
    this.mask = (this.mask << 1) | 1;
    this.kept = 0;
    for (const member of this.members) {
      member.hashes = this.sampled(member.hashes);
      this.kept += member.hashes.length;
    }
    for (const hash of this.postings.keys()) if ((hash & this.mask) !== 0) this.postings.delete(hash);
  }
}
