/** Gathers what a recording holds, turn by turn, and all that is wrong with it. */
import { HarnessError, keyLabel, type Problem, ProblemList, type TurnKey } from '../schema/index.js';
import type { Recorded, TranscriptLine } from './transcript-line.js';

/** The key of a turn in a map. */
export const recordingKey = ({ dialogue_id, turn, trial }: TurnKey): string => `${turn}/${trial}/${dialogue_id}`;

export class Recordings {
  private readonly problems = new ProblemList();
  private readonly found = new Map<string, Recorded>();
  /** Line of each key, to name the first of two. */
  private readonly lines = new Map<string, number>();

  constructor(private readonly file: string) {}

  /** A turn, or what is wrong with it; a key that was there before is a problem. */
  add(line: number, decoded: TranscriptLine | readonly Problem[]): void {
    if ('key' in decoded) this.keep(line, decoded);
    else for (const problem of decoded) this.note(line, problem);
  }

  note(line: number, problem: Problem): void {
    this.problems.add({ ...problem, file: this.file, line });
  }

  /** All of it. @throws HarnessError E_TRANSCRIPT with the problems, or when there is nothing in it. */
  finish(): ReadonlyMap<string, Recorded> {
    this.problems.throwIfAny();
    if (this.found.size > 0) return this.found;
    const expected = 'one JSON object a line, or a table with a row a turn';
    throw new HarnessError({ code: 'E_TRANSCRIPT', file: this.file, message: 'the recording holds no reply', expected });
  }

  private keep(line: number, { key, recorded }: TranscriptLine): void {
    const name = recordingKey(key);
    const earlier = this.lines.get(name);
    if (earlier !== undefined) {
      const message = `${keyLabel(key)} is recorded already in line ${earlier}`;
      this.note(line, { code: 'E_TRANSCRIPT', field: 'turn', message, mend: 'keep one of them' });
      return;
    }
    this.lines.set(name, line);
    this.found.set(name, recorded);
  }
}
