/** Grades by people, one JSON object a line: what the judge is held against. */
import { readFile } from 'node:fs/promises';
import { HarnessError, ProblemList, problemsOf, type Rating, ratingSchema } from '../schema/index.js';

/**
 * The ratings of a file that are of this bot.
 * @param label the path as the user gave it, for messages.
 * @throws HarnessError E_FILE_MISSING; E_RATINGS with every line that is none, and for a rater who graded a reply twice.
 */
export async function readRatings(path: string, label: string, bot: string): Promise<readonly Rating[]> {
  const problems = new ProblemList();
  const seen = new Set<string>();
  const ratings: Rating[] = [];
  (await textOf(path, label)).split('\n').forEach((text, index) => {
    if (text.trim() === '') return;
    const place = { file: label, line: index + 1 };
    const rating = decode(text, place, problems);
    if (rating === undefined || (rating.bot ?? bot) !== bot) return;
    const key = JSON.stringify([rating.dialogue_id, rating.turn, rating.trial ?? 0, rating.rater]);
    if (seen.has(key)) {
      const message = `${rating.rater} has graded ${rating.dialogue_id}/${rating.turn} twice`;
      problems.add({ code: 'E_RATINGS', message, ...place, mend: 'keep one of the grades' });
    }
    seen.add(key);
    ratings.push(rating);
  });
  problems.throwIfAny();
  return ratings;
}

async function textOf(path: string, label: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new HarnessError(
      { code: 'E_FILE_MISSING', message: 'no ratings there', file: label, mend: 'check judge.ratings' },
      { cause },
    );
  }
}

function decode(text: string, place: { file: string; line: number }, problems: ProblemList): Rating | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.add({ code: 'E_RATINGS', message: 'not JSON', ...place, expected: '{"dialogue_id", "turn", "rater", "grade"}' });
    return undefined;
  }
  const decoded = ratingSchema.safeParse(value);
  if (decoded.success) return decoded.data;
  for (const problem of problemsOf(decoded.error, 'E_RATINGS', place)) problems.add(problem);
  return undefined;
}
