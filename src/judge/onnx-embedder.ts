/** A sentence encoder in ONNX at the user's path, run by onnxruntime-node, an optional peer. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { HarnessError } from '../schema/index.js';
import type { Embedder } from './embedder.js';
import { openTokenizer, type Tokenizer } from './tokenizer.js';

/** The part of the runtime that is used. */
interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => Tensor;
  readonly InferenceSession: { create(path: string): Promise<Session> };
}
interface Tensor {
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}
interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release?(): Promise<void>;
}

const BATCH = 16;
const MAX_TOKENS = 512;
const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

/**
 * A folder with tokenizer.json and model.onnx (or onnx/model.onnx). Inputs input_ids, attention_mask and token_type_ids as far as the
 * model has them; the first output is [texts, tokens, size], pooled, or [texts, size].
 * @throws HarnessError E_FILE_MISSING, E_EMBEDDING
 */
export async function openOnnxEmbedder(folder: string, pooling: 'mean' | 'cls', baseDir: string): Promise<Embedder> {
  const path = resolve(baseDir, folder);
  const file = [join(path, 'model.onnx'), join(path, 'onnx', 'model.onnx')].find(existsSync);
  if (file === undefined)
    throw new HarnessError({
      code: 'E_FILE_MISSING',
      message: 'no model.onnx in the model folder',
      file: path,
      mend: 'check embeddings.onnx',
    });
  const tokenizer = await openTokenizer(path);
  const runtime = loadRuntime(baseDir);
  const session = await sessionOf(runtime, file);
  return {
    model: `onnx:${basename(path)}:${pooling}`,
    batch: BATCH,
    embed: (texts) => encode(texts, { tokenizer, runtime, session, pooling, file }),
    close: async () => session.release?.(),
  };
}

/** The user's copy, looked for from the folder of the configuration, then from ours. */
function loadRuntime(baseDir: string): Runtime {
  for (const from of [join(baseDir, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from)('onnxruntime-node') as Runtime;
    } catch {
      // Not from here.
    }
  }
  const message = 'embeddings.onnx needs onnxruntime-node';
  throw new HarnessError({ code: 'E_EMBEDDING', message, mend: 'npm install onnxruntime-node' });
}

async function sessionOf(runtime: Runtime, file: string): Promise<Session> {
  let session: Session;
  try {
    session = await runtime.InferenceSession.create(file);
  } catch (cause) {
    throw new HarnessError({ code: 'E_EMBEDDING', message: `not a model: ${(cause as Error).message}`, file }, { cause });
  }
  const strange = session.inputNames.filter((name) => !INPUTS.includes(name));
  if (strange.length === 0 && session.inputNames.includes('input_ids')) return session;
  throw new HarnessError({
    code: 'E_EMBEDDING',
    message: `the model wants ${session.inputNames.join(', ')}`,
    file,
    expected: INPUTS.join(', '),
  });
}

interface Encoding {
  readonly tokenizer: Tokenizer;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly pooling: 'mean' | 'cls';
  readonly file: string;
}

async function encode(texts: readonly string[], { tokenizer, runtime, session, pooling, file }: Encoding) {
  const ids = texts.map((text) => tokenizer.encode(text, true).slice(0, MAX_TOKENS));
  const length = Math.max(1, ...ids.map((tokens) => tokens.length));
  const dims = [texts.length, length];
  const [tokens, mask] = [new BigInt64Array(texts.length * length), new BigInt64Array(texts.length * length)];
  ids.forEach((row, text) => {
    row.forEach((id, place) => {
      tokens[text * length + place] = BigInt(id);
      mask[text * length + place] = 1n;
    });
  });
  const all = { input_ids: tokens, attention_mask: mask, token_type_ids: new BigInt64Array(tokens.length) };
  const feeds = Object.fromEntries(
    session.inputNames.map((name) => [name, new runtime.Tensor('int64', all[name as keyof typeof all], dims)]),
  );
  const output = (await session.run(feeds))[session.outputNames[0] as string];
  if (output === undefined || output.dims[0] !== texts.length || output.dims.length < 2 || output.dims.length > 3) {
    const message = `the first output is [${output?.dims.join(', ') ?? ''}]`;
    throw new HarnessError({ code: 'E_EMBEDDING', message, file, expected: '[texts, tokens, size] or [texts, size]' });
  }
  return texts.map((_, text) =>
    (ids[text]?.length ?? 0) === 0 ? undefined : pooled(output, text, ids[text]?.length ?? 0, pooling),
  );
}

function pooled({ data, dims }: Tensor, text: number, tokens: number, pooling: 'mean' | 'cls'): Float32Array {
  const size = dims[dims.length - 1] as number;
  const perText = dims.length === 2 ? 1 : (dims[1] as number);
  const used = dims.length === 2 || pooling === 'cls' ? 1 : tokens;
  const vector = new Float32Array(size);
  for (let token = 0; token < used; token += 1) {
    const start = (text * perText + token) * size;
    for (let i = 0; i < size; i += 1) vector[i] = (vector[i] as number) + (data[start + i] as number) / used;
  }
  return vector;
}
