/** The reporters by name; kept apart so that naming one loads none. */
export const REPORTER_NAMES = ['terminal', 'json', 'html', 'markdown', 'junit', 'csv'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];

/** Without any named: all but json, which goes to stdout (summary.json stands in the run folder in any case). */
export const DEFAULT_REPORTERS: readonly ReporterName[] = REPORTER_NAMES.filter((name) => name !== 'json');
