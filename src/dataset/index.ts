/** Reading, validating and surveying dialogues. */

export { labelAgreement } from './agreement/agreement.js';
export { type ConversionForm, convertDataset } from './conversion.js';
export { type Dataset, type DatasetOptions, openDataset } from './dataset.js';
export { nearest } from './did-you-mean.js';
export { type FoundDatasets, findDatasets } from './find-datasets.js';
export { foreignFormats } from './import/formats.js';
export { moveSpec } from './import/spec.js';
export {
  configJsonSchema,
  datasetManifestJsonSchema,
  dialogueJsonSchema,
  type JsonSchema,
  jsonSchemas,
  runManifestJsonSchema,
  summaryJsonSchema,
  turnRecordJsonSchema,
} from './json-schema.js';
export { LINT_RULES, type LintOptions, lintDataset } from './lint/linter.js';
export type { Remark, Rule } from './lint/rule.js';
export { profileDataset } from './profile/profile.js';
export { isDialogue } from './quick-accept.js';
export { describeSelection, type Selection, shardOf } from './selection.js';
