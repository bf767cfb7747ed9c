/** The claim inside a denial: 不能减40 → 能减40. */
import { negationCues } from './negation-cue.js';

/** What is free is not charged, and 不收费 is written as 免费 ({@link standardiseWords}). */
const FREE = '免费';
const CHARGED = '收费';

const CUE = /^(?:并|也|都|暂时|目前)?(?:不|没|无|未|别|勿|not |no |never )/;

/** What a pattern (in matching form) denies when it starts with a negation; undefined when it starts without one. */
export function negatedCore(pattern: string): string | undefined {
  if (pattern === FREE) return CHARGED;
  const cue = CUE.exec(pattern);
  if (cue === null || negationCues.entryAt(pattern, 0)?.label === 'harmless') return undefined;
  return pattern.slice(cue[0].length).trim();
}
