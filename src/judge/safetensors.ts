/** Reads one matrix of a safetensors file: an 8-byte length, a JSON header, then the numbers. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HarnessError } from '../schema/index.js';

/** Row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const tensorSchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100 * 1024 * 1024;

/**
 * The two-dimensional tensor called `embeddings`, else the only one there is. F32 and F16.
 * Source: the format as documented by its authors (huggingface/safetensors).
 * @throws HarnessError E_FILE_MISSING; E_EMBEDDING when the file is not such a one.
 */
export async function readMatrix(path: string): Promise<Matrix> {
  const bytes = await bytesOf(path);
  const bad = (message: string, expected?: string): HarnessError =>
    new HarnessError({ code: 'E_EMBEDDING', message, file: path, ...(expected === undefined ? {} : { expected }) });
  if (bytes.length < LENGTH_BYTES) throw bad('not a safetensors file: too short');
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > MAX_HEADER_BYTES || LENGTH_BYTES + length > bytes.length) throw bad('not a safetensors file: no header');
  const header = headerOf(bytes.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + length));
  if (header === undefined) throw bad('not a safetensors file: the header is not JSON');
  const tensors = Object.entries(header).flatMap(([name, value]) => {
    const tensor = tensorSchema.safeParse(value);
    return tensor.success && tensor.data.shape.length === 2 ? [{ name, ...tensor.data }] : [];
  });
  const tensor = tensors.find(({ name }) => name === 'embeddings') ?? (tensors.length === 1 ? tensors[0] : undefined);
  if (tensor === undefined)
    throw bad('which tensor holds the vectors is not clear', 'one two-dimensional tensor, or one called embeddings');
  const [rows, columns] = tensor.shape as [number, number];
  const start = LENGTH_BYTES + length;
  const data = bytes.subarray(start + tensor.data_offsets[0], start + tensor.data_offsets[1]);
  const decode = DECODERS[tensor.dtype];
  if (decode === undefined) throw bad(`the vectors are ${tensor.dtype}`, 'F32 or F16');
  if (data.length !== rows * columns * decode.bytes)
    throw bad(`${rows} × ${columns} numbers do not fit into ${data.length} bytes`);
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i += 1) values[i] = decode.at(data, i * decode.bytes);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken !== -1) throw bad(`number ${broken} is not finite`);
  return { rows, columns, values };
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new HarnessError(
      { code: 'E_FILE_MISSING', message: 'no vectors there', file: path, mend: 'check embeddings.static' },
      { cause },
    );
  }
}

function headerOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

interface Decoder {
  readonly bytes: number;
  readonly at: (data: Buffer, offset: number) => number;
}

const DECODERS: Readonly<Record<string, Decoder>> = {
  F32: { bytes: 4, at: (data, offset) => data.readFloatLE(offset) },
  F16: { bytes: 2, at: (data, offset) => halfToNumber(data.readUInt16LE(offset)) },
};

/** IEEE 754 binary16. */
function halfToNumber(half: number): number {
  const [sign, exponent, fraction] = [half >> 15 === 0 ? 1 : -1, (half >> 10) & 0x1f, half & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
