/** The run folder: manifest, append-only records, resume. */
export { writeFileAtomic } from './atomic-file.js';
export { readBaseline, scoresChecksum, writeBaseline } from './baseline-file.js';
export type { RecordLog } from './record-log.js';
export { MANIFEST_FILE, type OpenRun, openRun, RECORDS_FILE, readManifest, writeManifest } from './run-folder.js';
export { idHash, ScoreColumnsWriter, storedScores } from './score-columns.js';
export { StagedOutput } from './staged-output.js';
export { StoredRecords } from './stored-records.js';
