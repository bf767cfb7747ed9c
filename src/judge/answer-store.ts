/** Answers of a model, kept on disk by the hash of what was asked: a second run asks nothing, and CI replays them offline. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError, ProblemList } from '../schema/index.js';

const FILE = 'answers.jsonl';

/** The key of a question: a hash of all that decides the answer. The address and the key of the server are not in it. */
export function questionKey(path: string, body: string): string {
  return createHash('sha256').update(path).update('\n').update(body).digest('hex');
}

/**
 * One append-only file of `{"key", "answer"}` lines. A torn last line (a kill in the middle of a write) is dropped; any other broken
 * line is an error, because an answer that vanishes would be asked again in silence.
 */
export class AnswerStore<T> {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly answers: Map<string, T>,
    /** Length of the whole lines when a torn one follows them; it is cut off before the next write. */
    private cutAt: number | undefined,
  ) {}

  /** @param decode the answer of a line; undefined when it is none. @throws HarnessError E_JUDGE_CACHE */
  static async open<T>(folder: string, decode: (value: unknown) => T | undefined): Promise<AnswerStore<T>> {
    const file = join(folder, FILE);
    const answers = new Map<string, T>();
    if (!existsSync(file)) return new AnswerStore(file, answers, undefined);
    const text = await readFile(file, 'utf8');
    const problems = new ProblemList();
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    lines.forEach((line, index) => {
      const entry = entryOf(line, decode);
      if (entry !== undefined) answers.set(entry.key, entry.answer);
      else {
        const mend = 'delete the line; its question is asked again';
        problems.add({ code: 'E_JUDGE_CACHE', message: 'not an answer', file, line: index + 1, mend });
      }
    });
    problems.throwIfAny();
    return new AnswerStore(file, answers, last === '' ? undefined : Buffer.byteLength(text) - Buffer.byteLength(last));
  }

  get(key: string): T | undefined {
    return this.answers.get(key);
  }

  /** Keeps an answer; it is on disk when the promise resolves. */
  async put(key: string, answer: T): Promise<void> {
    this.answers.set(key, answer);
    this.writing = this.writing.then(async () => {
      if (this.cutAt !== undefined) await truncate(this.file, this.cutAt);
      this.cutAt = undefined;
      await append(this.file, `${JSON.stringify({ key, answer })}\n`);
    });
    await this.writing;
  }
}

function entryOf<T>(line: string, decode: (value: unknown) => T | undefined): { key: string; answer: T } | undefined {
  try {
    const { key, answer } = JSON.parse(line) as { key?: unknown; answer?: unknown };
    const decoded = decode(answer);
    return typeof key === 'string' && decoded !== undefined ? { key, answer: decoded } : undefined;
  } catch {
    return undefined;
  }
}

async function append(file: string, line: string): Promise<void> {
  try {
    await mkdir(join(file, '..'), { recursive: true });
    await appendFile(file, line);
  } catch (cause) {
    const message = `cannot keep answers here: ${(cause as Error).message}`;
    throw new HarnessError({ code: 'E_OUTPUT', message, file, mend: 'choose another cache folder' }, { cause });
  }
}
