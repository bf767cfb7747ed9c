/** Optional layers over stored replies, asked of models outside the harness: a judge, and embeddings. */
export { AnswerStore } from './answer-store.js';
export { embeddingRun } from './embedding-run.js';
export { storedAnswer } from './judge-answer.js';
export { JUDGE_METRIC_NAMES } from './judge-estimates.js';
export { type JudgedItem, judgeRun } from './judge-run.js';
export { type ModelEndpoint, openEndpoint } from './model-endpoint.js';
export { openEmbedder } from './open-embedder.js';
export { QuestionAsker } from './question-asker.js';
export { readRatings } from './ratings.js';
