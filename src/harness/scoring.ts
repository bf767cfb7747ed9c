/** The scorers that a set of metrics reads, applied to dialogues. */
import type { Metric, Section } from '../aggregate/index.js';
import type { Dialogue, DialogueScore, Product, TurnRecord } from '../schema/index.js';
import { SCORERS, scoreDialogue, scorersFor } from '../score/index.js';
import { NORMALISER_VERSION, RARITY_VERSION } from '../text/index.js';

/** The sections that weigh terms by their rarity. */
const RARE = new Set(['overlap', 'relevance']);

/** By section: the scorer with its version and normaliser, such as `relevance:v1(norm:v1)`. */
export const SCORER_SIGNATURES: Readonly<Record<string, string>> = Object.fromEntries(
  SCORERS.map(({ id, version }) => [
    id,
    `${id}:v${version}(norm:v${NORMALISER_VERSION}${RARE.has(id) ? `,rarity:v${RARITY_VERSION}` : ''})`,
  ]),
);

export class Scoring {
  private readonly scorers: ReturnType<typeof scorersFor>;
  private readonly context: Parameters<typeof scoreDialogue>[4];

  /** `sections` are scored beside those that the metrics read. */
  constructor(metrics: readonly Metric[], products: ReadonlyMap<string, Product> | undefined, sections: readonly Section[]) {
    this.scorers = scorersFor([...new Set([...metrics.flatMap((metric) => metric.sections), ...sections])]);
    const catalogue = products === undefined ? {} : { products, productIds: new Set(products.keys()) };
    const asksFor = (wanted: string) => metrics.some(({ name }) => name === wanted);
    this.context = { ...catalogue, charF1Only: !asksFor('relevance.chrf2'), bm25: asksFor('relevance.bm25') };
  }

  score(dialogue: Dialogue, records: readonly TurnRecord[], trial: number): DialogueScore {
    return scoreDialogue(dialogue, records, trial, this.scorers, this.context);
  }
}
