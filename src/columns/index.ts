/** Compact storage for what is kept of every dialogue: columns that grow by chunks, ids as hashes. Imports nothing of ours. */
export { CountColumn } from './count-column.js';
export { type Hash128, hash128 } from './hash128.js';
export { IdTable } from './id-table.js';
export { NumberColumn } from './number-column.js';
export { TextColumn } from './text-column.js';
