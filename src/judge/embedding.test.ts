/** Embeddings: static vectors, a server, and what is made of them. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddingsConfig } from '../schema/index.js';
import { cosine, type Embedder } from './embedder.js';
import { embeddingRun } from './embedding-run.js';
import type { JudgeItem } from './judge-item.js';
import { openEmbedder } from './open-embedder.js';
import { readMatrix } from './safetensors.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A safetensors file of one tensor. */
function safetensors(dtype: string, shape: readonly number[], data: Buffer, name = 'embeddings'): Buffer {
  const header = Buffer.from(JSON.stringify({ [name]: { dtype, shape, data_offsets: [0, data.length] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, data]);
}

const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);

/** A model of four words: 1段 and 2段 at right angles, 奶粉 between them. */
function writeModel(): void {
  const vocab = { '[UNK]': 0, '1段': 1, '2段': 2, 奶粉: 3 };
  const tokenizer = {
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordPiece', vocab, unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100 },
  };
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  writeFileSync(join(folder, 'model.safetensors'), safetensors('F32', [4, 2], floats(0, 0, 1, 0, 0, 1, 1, 1)));
}

const open = (config: EmbeddingsConfig, offline = false): Promise<Embedder> =>
  openEmbedder(config, { baseDir: folder, env: {}, offline });

describe('readMatrix', () => {
  const at = (content: Buffer) => {
    writeFileSync(join(folder, 'm'), content);
    return readMatrix(join(folder, 'm'));
  };

  it('reads floats of 32 and 16 bits', async () => {
    expect(await at(safetensors('F32', [2, 2], floats(1, -2, 0.5, 0)))).toMatchObject({
      rows: 2,
      columns: 2,
      values: Float32Array.of(1, -2, 0.5, 0),
    });
    // 1, −2, the smallest and the largest half.
    const halves = Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff).buffer);
    expect((await at(safetensors('F16', [4, 1], halves, 'weight'))).values).toEqual(Float32Array.of(1, -2, 2 ** -24, 65504));
  });

  it.each<[string, Buffer, string]>([
    ['cut', Buffer.alloc(4), 'too short'],
    ['no header', Buffer.alloc(8, 0xff), 'no header'],
    ['no JSON', Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('xx')]), 'not JSON'],
    ['integers', safetensors('I64', [1, 1], Buffer.alloc(8)), 'I64'],
    ['too few numbers', safetensors('F32', [2, 2], floats(1, 2)), 'do not fit'],
    ['a vector', safetensors('F32', [2], floats(1, 2)), 'not clear'],
    ['a number that is none', safetensors('F32', [1, 1], floats(Number.NaN)), 'not finite'],
  ])('refuses %s', async (_, content, message) => {
    await expect(at(content)).rejects.toMatchObject({ code: 'E_EMBEDDING', message: expect.stringContaining(message) });
  });
});

describe('static vectors', () => {
  it('are averaged over the tokens', async () => {
    writeModel();
    const embedder = await open({ static: '.' });
    const [one, both, none, unknown] = await embedder.embed(['1段 什么', '1段 2段', '', '什么']);
    expect(unknown).toBeUndefined();
    expect(one).toEqual(Float32Array.of(1, 0));
    expect(both).toEqual(Float32Array.of(0.5, 0.5));
    expect(none).toBeUndefined();
  });

  it('must be of the same model as the tokenizer', async () => {
    writeModel();
    writeFileSync(join(folder, 'model.safetensors'), safetensors('F32', [2, 2], floats(1, 0, 0, 1)));
    const embedder = await open({ static: '.' });
    await expect(embedder.embed(['奶粉'])).rejects.toMatchObject({
      code: 'E_EMBEDDING',
      message: expect.stringContaining('token 3 has no vector'),
    });
  });

  it('need their files', async () => {
    await expect(open({ static: 'nowhere' })).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    writeFileSync(join(folder, 'tokenizer.json'), '{"model":{"type":"none"}}');
    await expect(open({ static: '.' })).rejects.toMatchObject({
      code: 'E_EMBEDDING',
      message: expect.stringContaining('not a tokenizer'),
    });
    await expect(open({ onnx: '.' })).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
      message: expect.stringContaining('model.onnx'),
    });
  });
});

/** A model in ONNX whose output is a row of the table for each token: Gather(table, input_ids), opset 13. */
function onnxLookup(table: Buffer, rows: number, columns: number): Buffer {
  const number = (value: number): Buffer => {
    const bytes: number[] = [];
    for (let left = value; ; left >>>= 7) {
      bytes.push(left > 0x7f ? (left & 0x7f) | 0x80 : left);
      if (left <= 0x7f) return Buffer.from(bytes);
    }
  };
  const int = (field: number, value: number) => Buffer.concat([number(field << 3), number(value)]);
  const part = (field: number, ...inner: Buffer[]) => {
    const body = Buffer.concat(inner);
    return Buffer.concat([number((field << 3) | 2), number(body.length), body]);
  };
  const text = (field: number, value: string) => part(field, Buffer.from(value));
  const tensorType = (type: number, dims: readonly string[]) =>
    part(1, int(1, type), part(2, ...dims.map((dim) => part(1, text(2, dim)))));
  const value = (name: string, type: number, dims: readonly string[]) => [text(1, name), part(2, tensorType(type, dims))];
  const graph = [
    part(1, text(1, 'table'), text(1, 'input_ids'), text(2, 'out'), text(4, 'Gather')),
    text(2, 'lookup'),
    part(5, int(1, rows), int(1, columns), int(2, 1), text(8, 'table'), part(9, table)),
    part(11, ...value('input_ids', 7, ['texts', 'tokens'])),
    part(12, ...value('out', 1, ['texts', 'tokens', 'size'])),
  ];
  return Buffer.concat([int(1, 8), part(7, ...graph), part(8, int(2, 13))]);
}

const hasRuntime = (() => {
  try {
    return createRequire(import.meta.url).resolve('onnxruntime-node') !== '';
  } catch {
    return false;
  }
})();

describe('an ONNX model', () => {
  it.skipIf(!hasRuntime)('is run and pooled (NOT RUN unless onnxruntime-node is installed)', async () => {
    writeModel();
    writeFileSync(join(folder, 'model.onnx'), onnxLookup(floats(0, 0, 1, 0, 0, 1, 1, 1), 4, 2));
    const mean = await open({ onnx: '.' });
    expect(await mean.embed(['1段 2段', '奶粉'])).toEqual([Float32Array.of(0.5, 0.5), Float32Array.of(1, 1)]);
    const first = await open({ onnx: '.', pooling: 'cls' });
    expect(await first.embed(['1段 2段', '奶粉'])).toEqual([Float32Array.of(1, 0), Float32Array.of(1, 1)]);
    await Promise.all([mean.close(), first.close()]);
  });

  it.skipIf(hasRuntime)('asks for its runtime', async () => {
    writeModel();
    writeFileSync(join(folder, 'model.onnx'), 'x');
    await expect(open({ onnx: '.' })).rejects.toMatchObject({
      code: 'E_EMBEDDING',
      message: expect.stringContaining('onnxruntime-node'),
    });
  });
});

/** One number a letter: texts of the same letters have the same vector. */
function lettersOf(text: string): number[] {
  const vector = Array.from({ length: 64 }, () => 0);
  for (const letter of text) vector[(letter.codePointAt(0) as number) % 64] = 1;
  return vector;
}

/** A real server on the loopback that speaks the embeddings API, the answers in reverse order; how often it was asked. */
async function embeddingServer(): Promise<{ baseUrl: string; asked: () => number; stop: () => void }> {
  let asked = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked += 1;
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => ({ index, embedding: lettersOf(text) })).reverse();
      response.end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked: () => asked, stop };
}

describe('an endpoint', () => {
  it('is asked once a text, whatever the order of its answer, and then replayed offline', async () => {
    const { baseUrl, asked, stop } = await embeddingServer();
    const config = { endpoint: { base_url: baseUrl, model: 'e' } };
    const embedder = await open(config);
    const [a, b, empty] = await embedder.embed(['一段', '二段', '']);
    expect(cosine(a as Float32Array, b as Float32Array)).toBeCloseTo(0.5, 12);
    expect(empty).toBeUndefined();
    await embedder.embed(['二段']);
    await embedder.close();
    stop();
    expect(asked()).toBe(1);
    const offline = await open(config, true);
    expect(await offline.embed(['一段'])).toEqual([a]);
    await expect(offline.embed(['三段'])).rejects.toMatchObject({ code: 'E_JUDGE_CACHE' });
  });
});

describe('cosine', () => {
  it.each([
    [[1, 0], [0, 2], 0],
    [[1, 1], [2, 2], 1],
    [[1, 0], [-3, 0], -1],
    [[0, 0], [1, 0], 0],
  ])('%j, %j', (a, b, value) => expect(cosine(Float32Array.from(a), Float32Array.from(b))).toBeCloseTo(value, 12));
  it('needs equal lengths', () => expect(() => cosine(Float32Array.of(1), Float32Array.of(1, 2))).toThrow(RangeError));
});

describe('embeddingRun', () => {
  it('takes the nearest reference, and 0 without a reply', async () => {
    writeModel();
    const item = (i: number, reply: string | undefined): JudgeItem => ({
      ...{ dialogue_id: `d${i}`, turn: 0, trial: 0, family: `f${i}`, slices: ['dialect=yue'], utterance: '几段', history: [] },
      answer: { references: ['1段', '2段 奶粉'] },
      reply,
    });
    async function* items() {
      for (const [i, reply] of ['1段', '2段', undefined].entries()) yield item(i, reply);
      yield { ...item(9, 'x'), answer: { nuggets: [] } };
    }
    const embedder = await open({ static: '.' });
    const { estimates, counts } = await embeddingRun(items(), { bot: 'b', datasetDigest: 'd', embedder, level: 0.95 });
    // cos((0,1), mean of (0,1) and (1,1)) = 1/√1.25
    const value = (1 + 1 / Math.sqrt(1.25) + 0) / 3;
    expect(counts).toEqual({ turns: 3, no_reply: 1, texts: 3 });
    expect(estimates.map(({ slice }) => slice)).toEqual([{}, { dialect: 'yue' }]);
    expect(estimates[0]).toMatchObject({
      metric: 'embedding.similarity',
      status: 'defined',
      eligible: 3,
      failed: 1,
      families: 3,
    });
    if (estimates[0]?.status === 'defined') expect(estimates[0].value).toBeCloseTo(value, 6);
  });
});
