/** How the calls of a run ended, in words: every expected record is accounted for. */
import { RECORD_STATUSES, type RecordStatus, type Summary } from '../schema/index.js';

const WORDS: Readonly<Record<RecordStatus, string>> = {
  ok: 'answered',
  empty: 'empty',
  timeout: 'timed out',
  error: 'error',
  'not-run': 'not run',
};

/** Records that are not a usable reply. */
export function failedCalls(counts: Summary['counts']): number {
  return RECORD_STATUSES.reduce((sum, status) => sum + (status === 'ok' ? 0 : (counts.by_status[status] ?? 0)), 0);
}

/** `812 of 820 answered · 5 timed out · 2 error · 1 empty · 3 retries`; statuses that did not occur are left out. */
export function callsText(counts: Summary['counts']): string {
  const answered = `${counts.by_status.ok ?? 0} of ${counts.expected} answered`;
  const failures = RECORD_STATUSES.filter((status) => status !== 'ok' && (counts.by_status[status] ?? 0) > 0);
  const parts = failures.map((status) => `${counts.by_status[status]} ${WORDS[status]}`);
  return [answered, ...(parts.length === 0 ? ['no failures'] : parts), `${counts.retries} retries`].join(' · ');
}
