/** dataset.yaml: read, decoded, and every problem placed on its line. */
import { readFile } from 'node:fs/promises';
import { type Document, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { type DatasetManifest, datasetManifestSchema, fieldPath, type Problem } from '../schema/index.js';
import { explain, type Locate } from './explain.js';
import { byteOrderMark, decodeUtf8, encodingProblem, isUtf16, lineRanges, utf16Problem } from './text-decoding.js';

/** A decoded manifest and where its entries stand. */
export interface ManifestFile {
  readonly manifest: DatasetManifest;
  readonly locate: Locate;
}

/**
 * @returns undefined when something is wrong, all of which has been reported.
 * @throws the file system's error when the file cannot be read.
 */
export async function readManifest(
  path: string,
  shown: string,
  report: (problem: Problem) => void,
): Promise<ManifestFile | undefined> {
  const text = decodeManifest(await readFile(path), shown, report);
  if (text === undefined) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    report({ code: 'E_YAML', file: shown, line, message: `${error.message} (column ${col})` });
  }
  if (document.errors.length > 0) return undefined;
  const locate = locateInYaml(document, lines, shown);
  const value = plainValue(document, shown, report);
  if (value === undefined) return undefined;
  const problems = explain(datasetManifestSchema, value, locate);
  for (const problem of problems) report(problem);
  return problems.length > 0 ? undefined : { manifest: datasetManifestSchema.parse(value), locate };
}

function decodeManifest(bytes: Buffer, shown: string, report: (problem: Problem) => void): string | undefined {
  if (isUtf16(bytes)) {
    report(utf16Problem(shown));
    return undefined;
  }
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

function plainValue(document: Document, shown: string, report: (problem: Problem) => void): unknown {
  try {
    const value: unknown = document.toJS();
    if (value !== null && value !== undefined) return value;
    report({ code: 'E_YAML', file: shown, line: 1, message: 'the file is empty', expected: 'name, version and files' });
  } catch (error) {
    // Aliases that would expand to more than the library allows, or that lead nowhere.
    if (!(error instanceof ReferenceError)) throw error;
    report({ code: 'E_YAML', file: shown, line: 1, message: error.message });
  }
  return undefined;
}

/** The line of the entry at a path, or of the nearest entry around it. */
function locateInYaml(document: Document, lines: LineCounter, shown: string): Locate {
  return (path) => {
    const field = fieldPath(path);
    for (let depth = path.length; depth > 0; depth -= 1) {
      const offset = offsetOf(document, path.slice(0, depth));
      if (offset !== undefined) return { file: shown, line: lines.linePos(offset).line, field };
    }
    return field === '' ? { file: shown, line: 1 } : { file: shown, line: 1, field };
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (typeof parent === 'object' && parent !== null && 'items' in parent && Array.isArray(parent.items)) {
    for (const item of parent.items as unknown[]) {
      if (isPair(item) && isScalar(item.key) && String(item.key.value) === String(key)) return item.key.range?.[0];
    }
  }
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
