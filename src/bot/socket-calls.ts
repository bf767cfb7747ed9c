/** The calls in flight on one connection: frames are told apart by their ids, chunks joined, late and double answers dropped. */
import { BotFailure } from '../schema/index.js';
import { type Chunks, collectedChunks, type SocketReply } from './socket-chunks.js';

export interface SocketCall {
  readonly resolve: (reply: SocketReply) => void;
  readonly reject: (reason: unknown) => void;
}

/** Ids with an answer that are remembered; a double one comes soon or never. */
const REMEMBERED = 1_024;

export class SocketCalls {
  /** The other side repeats ids. */
  sawIds = false;
  private readonly pending = new Map<string, { readonly call: SocketCall; readonly chunks: Chunks }>();
  /** Given up and not answered yet, oldest first. */
  private readonly owed = new Set<string>();
  private readonly settled = new Set<string>();

  constructor(private readonly maxBytes: number) {}

  get size(): number {
    return this.pending.size;
  }

  /** How many answers are still to come that nobody waits for. */
  get owing(): number {
    return this.owed.size;
  }

  add(id: string, call: SocketCall): void {
    this.settled.delete(id);
    this.pending.set(id, { call, chunks: collectedChunks(this.maxBytes) });
  }

  giveUp(id: string): void {
    if (this.pending.delete(id)) this.owed.add(id);
  }

  /** A message that is no JSON: it is the failure of the call in flight; of several, nobody can tell whose it is. */
  unreadable(failure: BotFailure): void {
    if (this.pending.size === 1) this.failAll(failure);
  }

  /**
   * A message: `{ id, delta }` is a chunk of the reply, anything else its end. Without an id it is for the oldest answer that is owed,
   * for they come in order, else for the call in flight; among several calls it is a failure of each.
   * @throws BotFailure `oversize` when the chunks of one reply are over the bound; the call has failed already.
   */
  take(value: unknown, at: number): void {
    const { id, delta } = fieldsOf(value);
    if (id !== undefined) this.sawIds = true;
    const [oldestOwed] = this.owed;
    const meant = id ?? oldestOwed ?? (this.pending.size === 1 ? [...this.pending.keys()][0] : undefined);
    if (meant === undefined) {
      if (this.pending.size > 1)
        this.failAll(new BotFailure('protocol', `a reply without an id, while ${this.pending.size} calls wait`));
      return;
    }
    const entry = this.pending.get(meant);
    if (entry === undefined) this.takeStray(meant, delta === undefined);
    else if (delta !== undefined) this.addChunk(meant, delta, at);
    else this.settle(meant)?.resolve(entry.chunks.finish(value, at));
  }

  failAll(failure: BotFailure): void {
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(failure);
  }

  private addChunk(id: string, delta: string, at: number): void {
    try {
      this.pending.get(id)?.chunks.add(delta, at);
    } catch (error) {
      this.settle(id)?.reject(error);
      throw error;
    }
  }

  /** Nobody waits for this id: late, double, or never asked. */
  private takeStray(id: string, final: boolean): void {
    if (this.settled.has(id)) return;
    if (this.owed.has(id)) {
      if (final) this.owed.delete(id);
      if (final) this.remember(id);
      return;
    }
    this.unreadable(new BotFailure('protocol', `id: the reply answers ${JSON.stringify(id.slice(0, 80))}, which was not asked`));
  }

  private settle(id: string): SocketCall | undefined {
    const entry = this.pending.get(id);
    this.pending.delete(id);
    if (entry !== undefined) this.remember(id);
    return entry?.call;
  }

  private remember(id: string): void {
    this.settled.add(id);
    const [oldest] = this.settled;
    if (this.settled.size > REMEMBERED && oldest !== undefined) this.settled.delete(oldest);
  }
}

/** A `delta` makes a chunk of a message only when it has no `text`, which would be a reply. */
function fieldsOf(value: unknown): { id: string | undefined; delta: string | undefined } {
  if (typeof value !== 'object' || value === null) return { id: undefined, delta: undefined };
  const { id, delta, text } = value as Record<string, unknown>;
  return {
    id: typeof id === 'string' ? id : undefined,
    delta: typeof delta === 'string' && text === undefined ? delta : undefined,
  };
}
