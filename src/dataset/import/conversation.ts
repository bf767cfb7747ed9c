/** Utterances of two sides become turns: a shopper's is a turn, what the other side says next is its gold reply. */
import { compact, type Fields } from './fields.js';

/** A turn while it is being put together. */
export interface OpenTurn {
  readonly utterance: string;
  label: Record<string, unknown>;
  meta: Record<string, unknown>;
  slices?: Fields;
  /** What was said in reply, in order. */
  readonly replies: string[];
}

export class Conversation {
  private readonly turns: OpenTurn[] = [];
  /** What the other side said before the shopper spoke: no turn of ours, kept in meta.opening. */
  private readonly opening: string[] = [];

  /** Begins a turn; several in a row are several turns, all but the last without a reply. */
  shopper(utterance: string, label: Fields = {}): OpenTurn {
    const turn: OpenTurn = { utterance, label: { ...label }, meta: {}, replies: [] };
    this.turns.push(turn);
    return turn;
  }

  /** Adds to the reply of the turn before; several make one text, by line breaks. */
  reply(text: string): void {
    if (text.trim() !== '') (this.last?.replies ?? this.opening).push(text);
  }

  get last(): OpenTurn | undefined {
    return this.turns.at(-1);
  }

  /** @returns undefined when the shopper never spoke. */
  dialogue({ meta, ...head }: Fields): Fields | undefined {
    if (this.turns.length === 0) return undefined;
    const opening = this.opening.length === 0 ? undefined : this.opening.join('\n');
    const turns = this.turns.map(({ utterance, label, meta: notes, slices, replies }) =>
      compact({
        utterance,
        label: compact(label),
        gold_reply: replies.length === 0 ? undefined : replies.join('\n'),
        slices,
        meta: compact(notes),
      }),
    );
    return compact({ ...head, turns, meta: compact({ ...(meta as Fields | undefined), opening }) });
  }
}
