/** Embeddings of a server that speaks OpenAI's embeddings API; every vector is kept on disk. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { type EmbeddingsConfig, HarnessError } from '../schema/index.js';
import { AnswerStore, questionKey } from './answer-store.js';
import type { Embedder, EmbedderContext } from './embedder.js';
import { type ModelEndpoint, ModelFailure, openEndpoint } from './model-endpoint.js';

const PATH = 'embeddings';
const BATCH = 64;
const DEFAULT_CACHE = 'embedding-cache';

const vectorSchema = z.array(z.number()).min(1);
const answerSchema = z.object({ data: z.array(z.object({ index: z.int().min(0), embedding: vectorSchema })) });

/** @throws HarnessError E_CONFIG, E_JUDGE_CACHE */
export async function openEndpointEmbedder(
  config: EmbeddingsConfig,
  { baseDir, env, offline }: EmbedderContext,
): Promise<Embedder> {
  if (config.endpoint === undefined) throw new TypeError('this embedder needs its endpoint section');
  const cache = resolve(baseDir, config.cache ?? DEFAULT_CACHE);
  const store = await AnswerStore.open(cache, (value) => {
    const vector = vectorSchema.safeParse(value);
    return vector.success ? vector.data : undefined;
  });
  const { model } = config.endpoint;
  const endpoint = offline ? undefined : openEndpoint(config.endpoint, 'embeddings.endpoint', env);
  return {
    model: `endpoint:${model}`,
    batch: BATCH,
    embed: (texts) => embedAll(texts, { model, store, endpoint, cache }),
    close: async () => endpoint?.close(),
  };
}

interface Asking {
  readonly model: string;
  readonly store: AnswerStore<number[]>;
  readonly endpoint: ModelEndpoint | undefined;
  readonly cache: string;
}

const keyOf = (model: string, text: string) => questionKey(PATH, JSON.stringify({ model, input: text }));

/** @throws HarnessError E_MODEL when the server does not give one vector of one length a text; E_JUDGE_CACHE offline. */
async function embedAll(texts: readonly string[], { model, store, endpoint, cache }: Asking) {
  const missing = [...new Set(texts.filter((text) => text !== '' && store.get(keyOf(model, text)) === undefined))];
  if (missing.length > 0 && endpoint === undefined) {
    const message = `${missing.length} texts have no vector in the cache`;
    throw new HarnessError({
      code: 'E_JUDGE_CACHE',
      message,
      file: cache,
      mend: 'run once without --offline, and keep the cache',
    });
  }
  if (missing.length > 0 && endpoint !== undefined) {
    const vectors = await ask(endpoint, missing);
    for (const [i, text] of missing.entries()) await store.put(keyOf(model, text), vectors[i] as number[]);
  }
  return texts.map((text) => (text === '' ? undefined : Float32Array.from(store.get(keyOf(model, text)) ?? [])));
}

async function ask(endpoint: ModelEndpoint, texts: readonly string[]): Promise<readonly number[][]> {
  const fault = (message: string, cause?: unknown) =>
    new HarnessError(
      { code: 'E_MODEL', message, field: 'embeddings.endpoint', mend: 'check base_url, model and api_key' },
      { cause },
    );
  let value: unknown;
  try {
    value = await endpoint.post(PATH, JSON.stringify({ model: endpoint.model, input: texts, encoding_format: 'float' }));
  } catch (error) {
    if (error instanceof ModelFailure) throw fault(error.message, error);
    throw error;
  }
  const answer = answerSchema.safeParse(value);
  if (!answer.success) throw fault('the server gave no embeddings');
  const vectors: number[][] = [];
  for (const { index, embedding } of answer.data.data) vectors[index] = embedding;
  const [first] = vectors;
  if (vectors.length !== texts.length || vectors.some((vector) => vector === undefined || vector.length !== first?.length))
    throw fault(`the server gave ${answer.data.data.length} vectors, or of different lengths, for ${texts.length} texts`);
  return vectors;
}
