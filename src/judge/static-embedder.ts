/** Static embeddings: one vector a token, averaged. Fast, and without a neural network at run time. */
import { basename, join, resolve } from 'node:path';
import { HarnessError } from '../schema/index.js';
import type { Embedder } from './embedder.js';
import { type Matrix, readMatrix } from './safetensors.js';
import { openTokenizer, type Tokenizer } from './tokenizer.js';

const BATCH = 256;

/**
 * A folder with tokenizer.json and model.safetensors, as model2vec writes it: row i is the vector of token i.
 * @throws HarnessError E_FILE_MISSING, E_EMBEDDING
 */
export async function openStaticEmbedder(folder: string, baseDir: string): Promise<Embedder> {
  const path = resolve(baseDir, folder);
  const tokenizer = await openTokenizer(path);
  const matrix = await readMatrix(join(path, 'model.safetensors'));
  return {
    model: `static:${basename(path)}`,
    batch: BATCH,
    embed: async (texts) => texts.map((text) => meanOf(knownTokens(tokenizer, text), matrix, path)),
    close: async () => undefined,
  };
}

/** Without the stand-in for unknown words: it means nothing, and would make texts alike that share nothing. */
function knownTokens(tokenizer: Tokenizer, text: string): readonly number[] {
  return tokenizer.encode(text, false).filter((id) => id !== tokenizer.unknown);
}

/** Undefined for a text without a token. @throws HarnessError E_EMBEDDING for a token that has no row. */
function meanOf(ids: readonly number[], { rows, columns, values }: Matrix, file: string): Float32Array | undefined {
  if (ids.length === 0) return undefined;
  const sum = new Float64Array(columns);
  for (const id of ids) {
    if (!(Number.isInteger(id) && id < rows)) {
      const message = `token ${id} has no vector: the matrix has ${rows} rows`;
      throw new HarnessError({ code: 'E_EMBEDDING', message, file, expected: 'tokenizer and vectors of one model' });
    }
    for (let i = 0; i < columns; i += 1) sum[i] = (sum[i] as number) + (values[id * columns + i] as number);
  }
  return Float32Array.from(sum, (value) => value / ids.length);
}
