/** dataset.yaml, catalogue and FAQ: what stands beside the dialogues of a dataset folder. */
import { z } from 'zod';

const text = z.string().min(1);

export const datasetManifestSchema = z.strictObject({
  name: text,
  version: text,
  licence: text.optional(),
  language: text.optional(),
  description: z.string().optional(),
  provenance: z.string().optional(),
  files: z.array(text).min(1).describe('Dialogue files, relative to the folder; read in this order.'),
  splits: z.record(text, z.array(text).min(1)).optional().describe('Split name → files.'),
  intents: z.array(text).min(1).optional().describe('The declared intents; "oos" is always known.'),
  catalogue: text.optional(),
  faq: text.optional(),
  meta: z.unknown().optional(),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;

/** A product of the catalogue. `attributes` are the dimensions that recommendations are matched on. */
export const productSchema = z.looseObject({
  id: text,
  name: text,
  category: z.string().optional(),
  brand: z.string().optional(),
  price: z.number().min(0).optional(),
  stock: z.number().min(0).optional(),
  attributes: z.record(text, z.unknown()).optional(),
});
export type Product = z.infer<typeof productSchema>;

/** What is known of a dataset after one pass over it, before any replay. Plain and serialisable. */
export interface DatasetSurvey {
  /** Folder or file names as given, without machine paths. */
  readonly name: string;
  readonly version?: string;
  /** `sha256:…` over the bytes of the selected dialogue files in order. */
  readonly digest: string;
  /** After the selection (split, pattern, limit, shard). */
  readonly dialogues: number;
  readonly turns: number;
  readonly families: number;
  /** Slice name → value → turns, sorted by name and value. */
  readonly slices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Intent → turns labelled with it. */
  readonly intents: Readonly<Record<string, number>>;
  readonly declaredIntents?: readonly string[];
  /** Product ids of the catalogue; absent without one. */
  readonly productIds?: readonly string[];
  /** Rows of foreign formats that were left out on purpose, by reason; absent when there are none. */
  readonly skipped?: Readonly<Record<string, number>>;
  /** What whoever reads the figures must know of the data, a sentence each; absent when there is nothing. */
  readonly notes?: readonly string[];
}

/** `3 rows left out: no intent`, one line a reason. */
export function leftOut(skipped: Readonly<Record<string, number>> = {}): readonly string[] {
  return Object.entries(skipped).map(([reason, count]) => `${count} ${count === 1 ? 'row' : 'rows'} left out: ${reason}`);
}
