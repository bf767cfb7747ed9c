/** How near replies are to their references in a vector space. Nearness is no rightness: 支持退货 and 不支持退货 are near. */
import type { EmbeddingSummary } from '../schema/index.js';
import { cosine, type Embedder } from './embedder.js';
import type { JudgeItem } from './judge-item.js';
import { meansBySlice, type TurnValue } from './turn-estimates.js';

export const SIMILARITY_METRIC = 'embedding.similarity';

export interface EmbeddingRunOptions {
  readonly bot: string;
  readonly datasetDigest: string;
  readonly embedder: Embedder;
  readonly level: number;
  readonly onProgress?: ((turns: number) => void) | undefined;
}

/**
 * Per turn with references: the largest cosine of the reply with one of them, cut to [0,1]; 0 without a reply. Reported by itself: it
 * neither passes a turn nor fails one.
 */
export async function embeddingRun(items: AsyncIterable<JudgeItem>, options: EmbeddingRunOptions): Promise<EmbeddingSummary> {
  const { bot, datasetDigest, embedder, level, onProgress } = options;
  const values: TurnValue[] = [];
  const vectors = new Map<string, Float32Array | undefined>();
  let texts = 0;
  const settle = async (batch: readonly JudgeItem[]) => {
    const wanted = [
      ...new Set(batch.flatMap(({ reply, answer }) => (reply === undefined ? [] : [reply, ...(answer.references ?? [])]))),
    ];
    const fresh = wanted.filter((text) => !vectors.has(text));
    texts += fresh.length;
    for (let start = 0; start < fresh.length; start += embedder.batch) {
      const part = fresh.slice(start, start + embedder.batch);
      const found = await embedder.embed(part);
      for (const [i, text] of part.entries()) vectors.set(text, found[i]);
    }
    for (const item of batch) values.push(similarity(item, vectors));
    onProgress?.(values.length);
    // References come back with the variants of a family, which stand together; nothing older is needed.
    if (vectors.size > KEPT_VECTORS) vectors.clear();
  };
  let batch: JudgeItem[] = [];
  for await (const item of items) {
    if (item.answer.references === undefined) continue;
    batch.push(item);
    if (batch.length < embedder.batch) continue;
    await settle(batch);
    batch = [];
  }
  await settle(batch);
  return {
    format_version: 1,
    bot,
    dataset_digest: datasetDigest,
    model: embedder.model,
    counts: { turns: values.length, no_reply: values.filter(({ failed }) => failed).length, texts },
    estimates: meansBySlice(values, {
      metric: SIMILARITY_METRIC,
      signature: `${SIMILARITY_METRIC}:v1|model:${embedder.model}|level:${level}`,
      level,
      empty: 'no turn carries references',
    }),
  };
}

const KEPT_VECTORS = 10_000;

function similarity(
  { family, slices, reply, answer }: JudgeItem,
  vectors: ReadonlyMap<string, Float32Array | undefined>,
): TurnValue {
  if (reply === undefined) return { family, slices, value: 0, failed: true };
  const own = vectors.get(reply);
  const others = (answer.references ?? []).map((reference) => vectors.get(reference));
  const cosines = own === undefined ? [] : others.flatMap((other) => (other === undefined ? [] : [cosine(own, other)]));
  return { family, slices, value: Math.max(0, ...cosines), failed: false };
}
