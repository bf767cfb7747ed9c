/** A YAML document of other people's making, with the line of each of its nodes. */
import { readFile, stat } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { Problem } from '../../schema/index.js';
import { byteOrderMark, decodeUtf8, encodingProblem, lineRanges } from '../text-decoding.js';

/** A document is held as a whole: YAML cannot be cut. */
const MOST_BYTES = 32 << 20;

export interface YamlOptions {
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly report: (problem: Problem) => void;
}

export interface YamlDocument {
  readonly value: unknown;
  /** Line of the node at a path; of the nearest above it where there is none. */
  lineOf(path: readonly (string | number)[]): number;
}

/**
 * The first document of a file; JSON is YAML too.
 * @returns undefined when it cannot be read, which has been reported.
 * @throws the file system's error.
 */
export async function readYaml(path: string, shown: string, options: YamlOptions): Promise<YamlDocument | undefined> {
  const text = await textOfFile(path, shown, options);
  if (text === undefined) return undefined;
  const lines = new LineCounter();
  // Unknown tags are values without them; aliases may not blow up.
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return { value: undefined, lineOf: () => 1 };
  for (const error of document.errors) {
    options.report({ code: 'E_YAML', file: shown, line: lines.linePos(error.pos[0]).line, message: error.message });
  }
  if (document.errors.length > 0) return undefined;
  const lineOf = (keys: readonly (string | number)[]) => {
    const offset = nodeAt(document.contents, keys)?.range?.[0];
    return offset === undefined ? 1 : lines.linePos(offset).line;
  };
  try {
    return { value: document.toJS({ maxAliasCount: 1000 }), lineOf };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    options.report({ code: 'E_YAML', file: shown, line: 1, message: error.message });
    return undefined;
  }
}

function nodeAt(root: unknown, keys: readonly (string | number)[]): Node | undefined {
  let node = root;
  for (const key of keys) {
    let next: unknown;
    if (isSeq(node)) next = node.items[Number(key)];
    else if (isMap(node)) next = node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
    if (next === undefined || next === null) break;
    node = next;
  }
  return node as Node | undefined;
}

/** The text of a small file; undefined when it is too large or no UTF-8, which has been reported. */
export async function textOfFile(path: string, shown: string, { onBytes, report }: YamlOptions): Promise<string | undefined> {
  if ((await stat(path)).size > MOST_BYTES) {
    const message = `the file is larger than ${MOST_BYTES >> 20} MiB, and has to be read as a whole`;
    report({ code: 'E_FILE_FORMAT', file: shown, message, mend: 'split it' });
    return undefined;
  }
  const bytes = await readFile(path);
  onBytes?.(bytes);
  const text = decodeUtf8(bytes.subarray(byteOrderMark(bytes)));
  if (text !== undefined) return text;
  let line = 0;
  for (const [start, end] of lineRanges(bytes)) {
    line += 1;
    const piece = bytes.subarray(start, end);
    if (decodeUtf8(piece) === undefined) report(encodingProblem(shown, line, piece, start));
  }
  return undefined;
}
