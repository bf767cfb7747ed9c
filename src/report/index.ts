/** The renderers. Each file can also be imported alone, so that a command loads only what it prints. */
export { renderConfusionCsv } from './csv/confusion.js';
export type { CsvOptions, CsvWriter } from './csv/csv-sheet.js';
export { openErrorsCsv } from './csv/errors.js';
export { openTurnsCsv } from './csv/turns.js';
export { renderAgreement } from './dataset/agreement-text.js';
export { renderConversion, renderFormats } from './dataset/conversion-text.js';
export { renderLint } from './dataset/lint-text.js';
export { renderProfile } from './dataset/profile-text.js';
export { renderHtml } from './html/index.js';
export { renderSummaryJson } from './json.js';
export { renderEmbeddings, renderJudge } from './judge/judge-text.js';
export { renderJunit } from './junit.js';
export { renderMarkdown } from './markdown.js';
export { renderTerminal } from './terminal.js';
