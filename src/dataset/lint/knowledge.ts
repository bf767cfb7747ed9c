/** What the shop knows, as one text: the catalogue and the FAQ. */
import { readFile } from 'node:fs/promises';
import { withFileProblems } from '../file-problem.js';
import type { DatasetSource } from '../source-file.js';

/** A larger FAQ is no FAQ. */
const MOST_BYTES = 64 << 20;

/** Undefined when the dataset has neither catalogue nor FAQ. */
export async function knowledgeOf({ products, faq }: DatasetSource): Promise<string | undefined> {
  if (products === undefined && faq === undefined) return undefined;
  const parts = [...(products?.values() ?? [])].map((product) => JSON.stringify(product));
  if (faq !== undefined)
    parts.push((await withFileProblems(faq.shown, readFile(faq.path))).subarray(0, MOST_BYTES).toString('utf8'));
  // Line by line, so that numbers of different entries do not run together.
  return parts.join('\n');
}
