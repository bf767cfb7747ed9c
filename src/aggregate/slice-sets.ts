/** The sets of slices that turns stand in: few, whatever the number of turns. Each holds the counts of its turns. */
import type { Contribution } from './contribution.js';

export class SliceSet {
  readonly eligible: Uint32Array;
  readonly failed: Uint32Array;
  readonly flawed: Uint32Array;
  /** Per source of samples: failed calls among them. */
  readonly failedSamples: Uint32Array;
  turns = 0;
  failures = 0;

  constructor(
    readonly index: number,
    /** Sorted. */
    readonly labels: readonly string[],
    metrics: number,
    sources: number,
  ) {
    this.flawed = new Uint32Array(metrics);
    this.failedSamples = new Uint32Array(sources);
    this.eligible = new Uint32Array(metrics);
    this.failed = new Uint32Array(metrics);
  }

  /** One more eligible turn (or what stands for one) of a metric. */
  count(metric: number, failed: boolean): void {
    this.eligible[metric] = (this.eligible[metric] as number) + 1;
    if (failed) this.failed[metric] = (this.failed[metric] as number) + 1;
  }

  add(from: Contribution): void {
    this.turns += from.turns;
    this.failures += from.failures;
    for (let s = 0; s < this.failedSamples.length; s += 1)
      this.failedSamples[s] = (this.failedSamples[s] as number) + (from.failedSamples[s] as number);
    for (const m of from.flawedMetrics) this.flawed[m] = (this.flawed[m] as number) + (from.flawed[m] as number);
    for (const m of from.touched) {
      this.eligible[m] = (this.eligible[m] as number) + (from.eligible[m] as number);
      this.failed[m] = (this.failed[m] as number) + (from.failed[m] as number);
    }
  }
}

interface Node {
  readonly next: Map<string, Node>;
  set: SliceSet | undefined;
}

/** Lists that are remembered by their identity; of those that come anew with every turn, no more are held. */
const MOST_KNOWN = 1024;

/** Finds the set of a list of labels: a list that came before at once, another label after label, so that no key has to be made. */
export class SliceSets {
  readonly all: SliceSet[] = [];
  private readonly known = new Map<readonly string[], SliceSet>();
  private readonly root: Node = { next: new Map(), set: undefined };

  constructor(
    private readonly metrics: number,
    private readonly sources: number,
  ) {}

  of(labels: readonly string[]): SliceSet {
    let set = this.known.get(labels);
    if (set === undefined) {
      set = this.find(labels);
      if (this.known.size < MOST_KNOWN) this.known.set(labels, set);
    }
    return set;
  }

  private find(labels: readonly string[]): SliceSet {
    let node = this.root;
    for (const label of labels) {
      let next = node.next.get(label);
      if (next === undefined) {
        next = { next: new Map(), set: undefined };
        node.next.set(label, next);
      }
      node = next;
    }
    if (node.set === undefined) {
      node.set = new SliceSet(this.all.length, labels, this.metrics, this.sources);
      this.all.push(node.set);
    }
    return node.set;
  }
}
