/** Which labels a turn carries, by name. */
import { goldIntents, type Turn } from '../../schema/index.js';

type Test = (turn: Turn) => boolean;

const LABELS: Readonly<Record<string, Test>> = {
  intent: ({ label }) => label?.intent !== undefined,
  'several intents': ({ label }) => (goldIntents(label)?.length ?? 0) > 1,
  'out of scope': ({ label }) => goldIntents(label)?.includes('oos') ?? false,
  slots: ({ label }) => Object.keys(label?.slots ?? {}).length > 0,
  reference: ({ label }) => (label?.answer?.references?.length ?? 0) > 0,
  'two references or more': ({ label }) => (label?.answer?.references?.length ?? 0) > 1,
  nuggets: ({ label }) => (label?.answer?.nuggets?.length ?? 0) > 0,
  'vital nugget': ({ label }) => label?.answer?.nuggets?.some(({ vital }) => vital) ?? false,
  'forbidden claims': ({ label }) => (label?.answer?.forbidden?.length ?? 0) > 0,
  'not answerable': ({ label }) => label?.answer?.answerable === false,
  products: ({ label }) => Object.keys(label?.products ?? {}).length > 0,
  'hand-off required': ({ label }) => label?.handoff === 'required',
  'hand-off optional': ({ label }) => label?.handoff === 'optional',
  emotion: ({ label }) => label?.emotion !== undefined,
  'emotion and its handling': ({ label }) => label?.emotion !== undefined && label.emotion_handling !== undefined,
  satisfaction: ({ label }) => label?.satisfaction !== undefined,
  'gold reply': ({ gold_reply: reply }) => reply !== undefined,
};
const TESTS = Object.entries(LABELS);

/** Turns by label, in the order of the format; every label is listed. */
export class LabelCounts {
  private readonly counts = new Map(TESTS.map(([name]) => [name, 0]));

  add(turn: Turn): void {
    for (const [name, test] of TESTS) if (test(turn)) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  result(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
