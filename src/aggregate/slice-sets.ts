/** The sets of slices that turns stand in: few, whatever the number of turns. Each holds the counts of its turns. */
import type { Contribution } from './contribution.js';

export class SliceSet {
  readonly eligible: Uint32Array;
  readonly failed: Uint32Array;
  turns = 0;
  failures = 0;
  /** Failed calls among the turns with an intent label. */
  failedIntents = 0;

  constructor(
    readonly index: number,
    /** Sorted. */
    readonly labels: readonly string[],
    metrics: number,
  ) {
    this.eligible = new Uint32Array(metrics);
    this.failed = new Uint32Array(metrics);
  }

  add(from: Contribution): void {
    this.turns += from.turns;
    this.failures += from.failures;
    this.failedIntents += from.failedIntents;
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

  constructor(private readonly metrics: number) {}

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
      node.set = new SliceSet(this.all.length, labels, this.metrics);
      this.all.push(node.set);
    }
    return node.set;
  }
}
