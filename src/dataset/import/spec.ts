/** `clinc150:PATH` and `table:PATH?utterance=query&intent=label`: which importer, which path, which options. */
import { relative, resolve } from 'node:path';
import { IMPORTER_IDS } from './registry.js';

export interface ImportSpec {
  readonly id: string;
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
}

/** @returns undefined when the text is a plain path. */
export function parseImportSpec(text: string): ImportSpec | undefined {
  const [, id, rest] = /^([a-z][a-z0-9-]*):(.+)$/s.exec(text) ?? [];
  if (id === undefined || rest === undefined || !IMPORTER_IDS.includes(id)) return undefined;
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const options = mark < 0 ? {} : Object.fromEntries(new URLSearchParams(rest.slice(mark + 1)));
  return { id, path, options };
}

/** The same dataset, named as seen from another folder: what stands before the colon and behind `?` is kept as it is. */
export function moveSpec(text: string, from: string, to: string): string {
  const spec = parseImportSpec(text);
  if (spec === undefined) return relative(to, resolve(from, text)) || '.';
  const options = text.slice(spec.id.length + 1 + spec.path.length);
  return `${spec.id}:${relative(to, resolve(from, spec.path)) || '.'}${options}`;
}
