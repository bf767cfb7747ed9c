/** Style of a threshold, beside that of every page. */
export const THRESHOLD_STYLE = `
.number { font-size: 40px; font-weight: 650; letter-spacing: -.02em; line-height: 1.2; margin: 0 0 4px; font-variant-numeric: tabular-nums; }
.conclusion { font-size: 17px; line-height: 1.5; border-left: 4px solid var(--pass); padding: 4px 0 4px 16px; margin-bottom: 20px; }
.stated { display: grid; grid-template-columns: minmax(150px, auto) 1fr; gap: 6px 20px; margin: 0; }
.stated dt { color: var(--soft); }
.stated dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 20px; font-size: 14px; color: var(--soft); }
.legend svg { vertical-align: 3px; margin-right: 6px; }
.wide svg, .narrow svg { display: block; max-width: 100%; height: auto; color: var(--soft); }
.legend svg { color: inherit; }
.narrow { display: none; }
#curve h3 { margin-top: 20px; }
tr.least > * { background: var(--pass-bg); font-weight: 600; }
td, th { padding-left: 8px; }
@media (max-width: 700px) { .wide { display: none; } .narrow { display: block; } main { padding: 0 10px; } section { padding: 16px; } .stated { grid-template-columns: 1fr; gap: 0; } .stated dd { margin-bottom: 8px; } }
`;
