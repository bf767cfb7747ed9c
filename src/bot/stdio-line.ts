/** Reads a line that a process printed: JSON, the sign that it is ready, nothing, or something that cannot be read. */
import { isUtf8 } from 'node:buffer';

export type StdioLine =
  | { readonly kind: 'blank' }
  /** `{"ready": true}` */
  | { readonly kind: 'ready' }
  /** A JSON value, and its `id` when that is a string. */
  | { readonly kind: 'json'; readonly value: unknown; readonly id: string | undefined }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Never throws. */
export function readStdioLine(bytes: Buffer): StdioLine {
  if (!isUtf8(bytes)) return { kind: 'unreadable', why: 'a line is not UTF-8' };
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return { kind: 'blank' };
  try {
    return readValue(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'unreadable', why: 'a line is not JSON' };
  }
}

function readValue(value: unknown): StdioLine {
  if (typeof value !== 'object' || value === null) return { kind: 'json', value, id: undefined };
  if ('ready' in value && value.ready === true && !('text' in value)) return { kind: 'ready' };
  return { kind: 'json', value, id: 'id' in value && typeof value.id === 'string' ? value.id : undefined };
}
