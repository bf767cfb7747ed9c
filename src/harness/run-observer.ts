/** What a run tells of its progress; every hook is optional, none may change the run. */
import type { DatasetSurvey } from '../schema/index.js';

export interface RunProgress {
  readonly bot: string;
  /** Turns with a record so far, those of earlier sessions included. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Done in earlier sessions of a resumed run. */
  readonly resumed: number;
}

export interface RunObserver {
  surveyed?(survey: DatasetSurvey): void;
  botStarted?(bot: string, folder: string): void;
  progressed?(progress: RunProgress): void;
  botFinished?(bot: string): void;
}
