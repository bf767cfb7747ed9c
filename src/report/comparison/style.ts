/** Style of a comparison, beside that of every page. */
/** What a forest plot needs, in a comparison and in the report of a run. */
export const FOREST_STYLE = `
.conclusion { font-size: 17px; line-height: 1.5; border-left: 4px solid var(--c); padding: 4px 0 4px 16px; margin-bottom: 20px; }
.better { --c: var(--pass); } .worse { --c: var(--fail); } .same { --c: var(--soft); } .inconclusive { --c: var(--unsure); } .mixed, .different { --c: var(--void); }
.badge.better { color: var(--pass); background: var(--pass-bg); }
.badge.worse { color: var(--fail); background: var(--fail-bg); }
.badge.same { color: var(--soft); background: var(--sunk); }
.badge.different { color: var(--void); background: var(--void-bg); }
.forest .more { display: block; color: var(--soft); white-space: nowrap; margin-top: 3px; }
.forest th[scope=row] { overflow-wrap: anywhere; min-width: 190px; }
.forest td:last-child, .forest thead th:last-child { width: 1%; padding-right: 0; }
.forest .axis, .forest .plot { min-width: 260px; width: 36%; padding: 6px 34px 6px 20px; }
.forest td, .forest th { vertical-align: middle; }
.forest td.value { white-space: nowrap; color: var(--soft); }
.forest .num { white-space: nowrap; padding-left: 12px; }
.strip { display: block; overflow: visible; }
.strip .grid { stroke: var(--line); stroke-width: 1; }
.strip .zero { stroke: var(--soft); stroke-width: 1.5; }
.strip .margin { fill: var(--sunk); }
.strip .whisker { stroke: var(--c); stroke-width: 3; stroke-linecap: round; opacity: .5; }
.strip .shape { fill: var(--c); stroke: var(--surface); stroke-width: 1.5; }
.ticks { position: relative; display: block; height: 16px; font-size: 11px; font-weight: 400; color: var(--soft); }
.ticks span { position: absolute; white-space: nowrap; transform: translateX(-50%); }
.plots { display: grid; grid-template-columns: minmax(0, 1fr); gap: 28px; }
`;

export const COMPARISON_STYLE = `
.changes { list-style: none; margin: 0; padding: 0; display: grid; gap: 14px; }
.changes > li { border: 1px solid var(--line); border-radius: 12px; padding: 14px 18px; }
.changes blockquote { margin: 6px 0 10px; padding-left: 12px; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin: 0; }
.sides > div { border-radius: 8px; background: var(--sunk); padding: 8px 12px; overflow-wrap: anywhere; border-top: 3px solid var(--c); }
.sides dt { color: var(--soft); font-size: 12.5px; }
.sides dd { margin: 0; }
.sides small { color: var(--soft); display: block; }
.wrong { --c: var(--fail); } .right { --c: var(--pass); }
.ranks { width: auto; } .ranks td, .ranks th { padding-right: 28px; }
@media (max-width: 700px) { .sides { grid-template-columns: 1fr; } main { padding: 0 10px; } section { padding: 16px; } }
`;
