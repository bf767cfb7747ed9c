/** JSON Schemas of the formats, generated from the decoders, for editors and other languages. */
import { z } from 'zod';
import {
  BASELINE_FORMAT_VERSION,
  baselineSchema,
  COMPARISON_FORMAT_VERSION,
  comparisonSchema,
  configSchema,
  datasetManifestSchema,
  dialogueSchema,
  embeddingSummarySchema,
  judgementSchema,
  judgeSummarySchema,
  RUN_FORMAT_VERSION,
  ratingSchema,
  runManifestSchema,
  SUMMARY_FORMAT_VERSION,
  summarySchema,
  THRESHOLD_FORMAT_VERSION,
  thresholdReportSchema,
  turnRecordSchema,
} from '../schema/index.js';

/** A JSON Schema (draft 2020-12) as a plain value. Rules between fields are not in it; the decoder has the last word. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One line of a JSONL file of dialogues. */
export function dialogueJsonSchema(): JsonSchema {
  return generate(dialogueSchema, 'dialogue', 'A labelled shopper dialogue');
}

/** dataset.yaml */
export function datasetManifestJsonSchema(): JsonSchema {
  return generate(datasetManifestSchema, 'dataset', 'The description of a dataset folder');
}

/** shopreplay.config.* */
export function configJsonSchema(): JsonSchema {
  return generate(configSchema, 'config', 'The configuration of shopreplay');
}

/** manifest.json of a run folder. */
export function runManifestJsonSchema(): JsonSchema {
  return generate(runManifestSchema, `run-manifest-v${RUN_FORMAT_VERSION}`, 'What was run');
}

/** One line of records.jsonl of a run folder. */
export function turnRecordJsonSchema(): JsonSchema {
  return generate(turnRecordSchema, `turn-record-v${RUN_FORMAT_VERSION}`, 'What happened on one call');
}

/** summary.json of a run folder. */
export function summaryJsonSchema(): JsonSchema {
  return generate(summarySchema, `summary-v${SUMMARY_FORMAT_VERSION}`, 'Estimates, simulated uplift, gates and verdict of a run');
}

/** judge.json of a run folder. */
export function judgeSummaryJsonSchema(): JsonSchema {
  return generate(judgeSummarySchema, 'judge-v1', 'What a language model said of the replies of a run');
}

/** One line of judgements.jsonl of a run folder. */
export function judgementJsonSchema(): JsonSchema {
  return generate(judgementSchema, 'judgement-v1', 'What a language model said of one reply');
}

/** embeddings.json of a run folder. */
export function embeddingSummaryJsonSchema(): JsonSchema {
  return generate(embeddingSummarySchema, 'embeddings-v1', 'How near the replies of a run are to their references');
}

/** One line of a file of ratings. */
export function ratingJsonSchema(): JsonSchema {
  return generate(ratingSchema, 'rating', 'A grade by a person');
}

/** What `shopreplay compare --format json` prints. */
export function comparisonJsonSchema(): JsonSchema {
  return generate(comparisonSchema, `comparison-v${COMPARISON_FORMAT_VERSION}`, 'Differences between runs, with verdicts');
}

/** A pinned baseline. */
export function baselineJsonSchema(): JsonSchema {
  return generate(baselineSchema, `baseline-v${BASELINE_FORMAT_VERSION}`, 'The scores of a run, pinned');
}

/** What `shopreplay threshold --format json` prints. */
export function thresholdJsonSchema(): JsonSchema {
  return generate(
    thresholdReportSchema,
    `threshold-v${THRESHOLD_FORMAT_VERSION}`,
    'The confidence under which handing over costs least',
  );
}

/** Every schema by the name of the file that it ships as. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    'dialogue.json': dialogueJsonSchema(),
    'dataset.json': datasetManifestJsonSchema(),
    'config.json': configJsonSchema(),
    'run-manifest.json': runManifestJsonSchema(),
    'turn-record.json': turnRecordJsonSchema(),
    'summary.json': summaryJsonSchema(),
    'judge.json': judgeSummaryJsonSchema(),
    'judgement.json': judgementJsonSchema(),
    'embeddings.json': embeddingSummaryJsonSchema(),
    'rating.json': ratingJsonSchema(),
    'comparison.json': comparisonJsonSchema(),
    'baseline.json': baselineJsonSchema(),
    'threshold.json': thresholdJsonSchema(),
  };
}

function generate(schema: z.ZodType, name: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: `urn:shopreplay:schema:${name}`, title, ...rest };
}
