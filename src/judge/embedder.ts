/** The port of all embedders: texts to vectors. */
export interface Embedder {
  /** Names the model in signatures. */
  readonly model: string;
  /** How many texts are embedded at once. */
  readonly batch: number;
  /** One vector a text, in order; undefined where the model finds nothing in a text. Not normalised. */
  embed(texts: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
  close(): Promise<void>;
}

export interface EmbedderContext {
  /** Paths of the configuration are relative to this folder. */
  readonly baseDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ask no server: every vector must be in the cache. */
  readonly offline: boolean;
}

/** Cosine of two vectors, in [−1, 1]; 0 when one of them is all zeros. @throws RangeError for different lengths. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers`);
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i] as number, b[i] as number];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : Math.min(1, Math.max(-1, dot / Math.sqrt(aa * bb)));
}
