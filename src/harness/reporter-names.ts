/** The reporters by name; kept apart so that naming one loads none. */
export const REPORTER_NAMES = ['terminal', 'html', 'markdown', 'junit', 'csv'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];
