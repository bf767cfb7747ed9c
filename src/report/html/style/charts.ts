/** Style: cards, strips, slices, heat map, simulated panel. */
import { LOOKS } from '../bot-mark.js';

const BOTS = Array.from({ length: LOOKS }, (_, i) => `.bot${i} { --c: var(--bot-${i}); }`).join('\n');

export const CHART_STYLE = `
${BOTS}
.strip { display: block; overflow: visible; }
.strip .grid { stroke: var(--line); stroke-width: 1; }
.strip .whisker { stroke: var(--c); stroke-width: 3; stroke-linecap: round; opacity: .45; }
.strip .shape { stroke: var(--surface); stroke-width: 1.5; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(310px, 1fr)); gap: 16px; }
.card { border: 1px solid var(--line); border-radius: 12px; padding: 16px 18px; }
.card h3 { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; margin: 0; }
.card h3 small { color: var(--soft); font-weight: 400; font-size: 12px; white-space: nowrap; }
.cardrows { display: grid; grid-template-columns: minmax(70px, auto) 1fr; gap: 12px 14px; align-items: baseline; margin-top: 14px; }
.cardrow { display: contents; }
.cardrow p { margin: 0 0 2px; }
.cardrow .botname { font-size: 13px; align-items: baseline; }
.cardrow .interval { font-size: 13px; }
.card { display: flex; flex-direction: column; }
.cardplot { margin: auto 22px 0 12px; padding-top: 14px; }
.cardrow .value { font-size: 21px; letter-spacing: -.01em; }
.cardrow .counts { display: block; font-size: 12px; }
.cardrow .none { font-size: 13.5px; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 20px; font-size: 14px; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 28px; }
.slices th[scope=row] { overflow-wrap: anywhere; padding-top: 7px; }
.slices .axis, .slices .plot { min-width: 130px; padding-right: 36px; padding-left: 16px; }
.slices th:first-child { width: 22%; }
.slices tbody td { padding-top: 7px; padding-bottom: 7px; }
.slices .overall > * { background: var(--sunk); }
.slices .overall th { font-weight: 650; }
.slices .value { min-width: 46px; }
.slices .value + .interval { margin-left: 20px; }
.slices .best { width: 13px; }
.slices .interval { min-width: 102px; }
.slices .overall th { padding-left: 8px; }
.slices .line { min-height: 18px; line-height: 18px; font-size: 13px; }
.slices .line + .line { margin-top: 0; }
.slices .line { display: flex; gap: 0 7px; align-items: center; white-space: nowrap; }
.slices .line .counts { margin-left: 6px; font-size: 12px; }
.slices .figures { width: 1%; padding-right: 0; }
.ticks { position: relative; display: block; height: 16px; font-size: 11px; font-weight: 400; color: var(--soft); }
.ticks span { position: absolute; white-space: nowrap; transform: translateX(-50%); }
.wide svg, .narrow svg { display: block; max-width: 100%; height: auto; color: var(--soft); }
.narrow { display: none; }
.estimates .counts { display: block; }
.calls { list-style: none; padding: 0; margin: 12px 0 0; font-size: 14px; }
.calls .botname { margin-right: 8px; }
.stack { display: grid; gap: 32px; }
.confusion { display: grid; grid-template-columns: minmax(240px, 1fr) minmax(0, 2fr); gap: 4px 32px; align-items: start; }
.confusion h3 { grid-column: 1 / -1; }
.confusion > .counts { grid-column: 2; }
.pairs { margin: 0; padding: 0; list-style: none; font-size: 13px; display: grid; gap: 10px; }
.pairs li { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; }
.pairs .count { font-variant-numeric: tabular-nums; font-weight: 600; }
.meter { grid-column: 1 / -1; background: var(--sunk); border-radius: 3px; height: 5px; }
.meter span { display: block; height: 5px; border-radius: 3px; background: var(--heat-wrong); }
.heat { width: auto; font-size: 12px; border-collapse: separate; border-spacing: 2px; }
.heat th, .heat td { border: 0; padding: 0; }
.heat tbody th { text-align: right; padding-right: 8px; white-space: nowrap; vertical-align: middle; font-weight: 400; color: var(--soft); }
.heat thead th { vertical-align: bottom; padding-bottom: 6px; font-weight: 400; font-size: 12px; }
.heat thead th > span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.heat tbody td { width: 38px; min-width: 30px; height: 28px; text-align: center; vertical-align: middle; border-radius: 4px; background: var(--sunk); font-variant-numeric: tabular-nums; }
.heat .right { background: color-mix(in srgb, var(--heat-right) var(--d), var(--sunk)); }
.heat .wrong { background: color-mix(in srgb, var(--heat-wrong) var(--d), var(--sunk)); }
.sortable { white-space: nowrap; }
.sortable td { padding-left: 12px; }
.sortable .none { font-size: 12px; }
.sortable thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; display: inline-flex; align-items: center; gap: 5px; }
.sortable thead button:hover { color: var(--ink); }
.sortable [aria-sort] { color: var(--ink); }
.sortable [aria-sort=ascending] .sortname::after { content: " ↑"; }
.sortable [aria-sort=descending] .sortname::after { content: " ↓"; }
.level { display: inline-block; min-width: 62px; padding: 0 4px; border-radius: 3px; background: linear-gradient(to right, color-mix(in srgb, var(--heat-right) 32%, transparent) var(--v), transparent var(--v)); }
.notice { border-left: 4px solid var(--unsure); background: var(--unsure-bg); padding: 10px 14px; border-radius: 6px; }
.notice strong { display: block; }
.simgrid { display: grid; grid-template-columns: 1fr 1.2fr; gap: 32px; margin-top: 16px; }
.big { font-size: 34px; font-weight: 650; letter-spacing: -.02em; line-height: 1.2; margin: 0; font-variant-numeric: tabular-nums; }
.big small { font-size: 14px; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.dominance { display: flex; height: 26px; gap: 2px; margin-bottom: 8px; }
.dom { flex: 1 1 0; min-width: 0; overflow: hidden; font-size: 12px; line-height: 26px; text-align: center; border-radius: 4px; background: var(--sunk); }
.dom.better { background: color-mix(in srgb, var(--heat-right) 55%, var(--surface)); }
.dom.worse { background: color-mix(in srgb, var(--heat-wrong) 65%, var(--surface)); }
.tornado th, .tornado td { padding: 4px 12px 4px 0; white-space: nowrap; }
.tornado .plot { width: 50%; padding-right: 12px; }
rect.tornado { fill: var(--heat-right); }
.strip .now { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 2; }
`;
