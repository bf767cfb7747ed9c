/**
 * The elements of one large JSON document, one at a time: of a list, or the members of an object. Only the element in hand is in
 * memory. Elements are cut out by their brackets and strings, then parsed by JSON.parse.
 */
import { open } from 'node:fs/promises';
import type { Problem } from '../../schema/index.js';
import { decodeUtf8, encodingProblem } from '../text-decoding.js';

const CHUNK = 1 << 20;
/** A larger element is no dialogue. */
const MOST_BYTES = 64 << 20;

export interface JsonElement {
  /** The name of the member, in an object. */
  readonly key?: string;
  readonly value: unknown;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

export interface JsonElementOptions {
  /** In an object, the elements of the lists that its members are, each under the name of its member; other members whole. */
  readonly nested?: boolean;
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly report: (problem: Problem) => void;
}

const [QUOTE, BACKSLASH, COMMA, COLON, FEED] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** Cuts elements out of the bytes that it is fed with: at depth one, or at depth two within a list that is opened up. */
class Cutter {
  private depth = 0;
  private level = 1;
  private inString = false;
  private escaped = false;
  private line = 1;
  private startLine = 1;
  private parts: Buffer[] = [];
  private size = 0;
  private key: string | undefined;
  private top: 'list' | 'object' | undefined;
  /** Something is wrong that makes the rest unreadable. */
  fault: string | undefined;
  /** How to mend it, where more is known than its place. */
  mend: string | undefined;
  done = false;

  constructor(
    private readonly nested: boolean,
    private readonly emit: (bytes: Buffer, line: number, key: string | undefined) => void,
  ) {}

  get at(): number {
    return this.line;
  }

  feed(chunk: Buffer): void {
    let start = 0;
    for (let i = 0; i < chunk.length && this.fault === undefined; i += 1) {
      const byte = chunk[i] as number;
      if (byte === FEED) this.line += 1;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inString = false;
        continue;
      }
      if (byte === QUOTE && this.depth > 0) this.inString = true;
      else if (OPEN.has(byte)) {
        if (this.depth === 0) {
          if (!this.begin(byte)) return;
          start = i + 1;
        } else if (this.depth === 1 && this.opensList(byte)) {
          start = i + 1;
        }
        this.depth += 1;
      } else if (CLOSE.has(byte)) {
        this.depth -= 1;
        if (this.depth < this.level) {
          this.take(chunk.subarray(start, i));
          this.end();
          start = i + 1;
          if (this.depth === 0) this.done = true;
          else this.closeList();
        }
      } else if (this.depth === this.level && byte === COMMA) {
        this.take(chunk.subarray(start, i));
        this.end();
        start = i + 1;
      } else if (this.depth === 1 && byte === COLON && this.top === 'object') {
        this.take(chunk.subarray(start, i));
        this.name();
        start = i + 1;
      } else if (this.depth === 0 && !isBlank(byte) && !(byte === 0xef || byte === 0xbb || byte === 0xbf)) {
        this.fault = this.done
          ? 'something stands behind the end of the document'
          : 'the document is neither a list nor an object';
      }
    }
    if (this.depth > 0) this.take(chunk.subarray(start));
  }

  private begin(byte: number): boolean {
    if (this.done) {
      this.fault = 'something stands behind the end of the document';
      return false;
    }
    this.top = byte === 0x5b ? 'list' : 'object';
    this.startLine = this.line;
    return true;
  }

  /** A list within an object is opened up when that is wanted: from here on its elements are cut. */
  private opensList(byte: number): boolean {
    if (!this.nested || this.top !== 'object' || byte !== 0x5b || this.key === undefined) return false;
    this.parts = [];
    this.size = 0;
    this.startLine = this.line;
    this.level = 2;
    return true;
  }

  private closeList(): void {
    this.level = 1;
    this.key = undefined;
  }

  private take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.size += bytes.length;
    if (this.size > MOST_BYTES) {
      this.fault = `an element is larger than ${MOST_BYTES >> 20} MiB`;
      this.mend = 'look for a quote or a bracket that is never closed';
      this.parts = [];
    }
    // The chunk's buffer is used again for the next one.
    else this.parts.push(Buffer.from(bytes));
  }

  private bytes(): Buffer {
    const bytes = Buffer.concat(this.parts);
    this.parts = [];
    this.size = 0;
    return bytes;
  }

  private name(): void {
    const text = this.bytes().toString('utf8');
    this.startLine += text.match(/\n/g)?.length ?? 0;
    try {
      this.key = String(JSON.parse(text));
    } catch {
      this.fault = `the name of a member cannot be read: ${text.trim().slice(0, 40)}`;
    }
  }

  private end(): void {
    const bytes = this.bytes();
    let begin = 0;
    let line = this.startLine;
    while (begin < bytes.length && isBlank(bytes[begin] as number)) {
      if (bytes[begin] === FEED) line += 1;
      begin += 1;
    }
    if (begin < bytes.length) this.emit(bytes.subarray(begin), line, this.key);
    if (this.level === 1) this.key = undefined;
    this.startLine = this.line;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/**
 * The elements in order, in batches of what one chunk completes. What cannot be parsed is reported, and reading goes on behind it where
 * the brackets allow.
 * @throws the file system's error.
 */
export async function* readJsonElements(
  path: string,
  shown: string,
  options: JsonElementOptions,
): AsyncGenerator<readonly JsonElement[]> {
  let found: JsonElement[] = [];
  const problem = (line: number, message: string, mend = 'write the file again, or look at that line') =>
    options.report({
      code: 'E_JSON',
      file: shown,
      line,
      message,
      expected: 'valid JSON',
      mend,
    });
  const cutter = new Cutter(options.nested ?? false, (bytes, line, key) => {
    const text = decodeUtf8(bytes);
    if (text === undefined) {
      // Where in the file is not known here; the line of the element is.
      options.report({ ...encodingProblem(shown, line, bytes, 0), message: 'an element that begins on this line is not UTF-8' });
      return;
    }
    try {
      found.push({ ...(key === undefined ? {} : { key }), value: JSON.parse(text), line });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problem(line, `an element cannot be parsed: ${error.message.slice(0, 120)}`);
    }
  });
  const file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      options.onBytes?.(chunk);
      if (cutter.fault === undefined) cutter.feed(chunk);
      if (found.length > 0) {
        yield found;
        found = [];
      }
    }
  } finally {
    await file.close();
  }
  if (found.length > 0) yield found;
  if (cutter.fault !== undefined) problem(cutter.at, cutter.fault, cutter.mend);
  else if (!cutter.done) problem(cutter.at, 'the document ends in the middle');
}
