/** Style: the dialogue browser, small screens, print. */
export const DIALOGUE_STYLE = `
#filters { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; position: sticky; top: 44px; z-index: 4; background: var(--surface); padding: 8px 0 12px; border-bottom: 1px solid var(--line); }
#filters label { font-size: 12.5px; color: var(--soft); display: grid; gap: 3px; min-width: 0; }
#filters .grow { flex: 1 1 200px; }
#filters select, #filters input, #filters button, #pager button { font: inherit; font-size: 14px; color: var(--ink); background: var(--surface); border: 1px solid color-mix(in srgb, var(--soft) 60%, transparent); border-radius: 8px; padding: 6px 10px; min-height: 36px; max-width: 100%; }
#filters button, #pager button { cursor: pointer; }
#pager button:disabled { opacity: .45; cursor: default; }
#found { color: var(--soft); font-size: 13.5px; margin: 12px 0; }
#pager { display: flex; gap: 16px; align-items: center; justify-content: center; margin-top: 16px; }
#pager[hidden] { display: none; }
#list { max-width: 900px; }
.dialogue { border: 1px solid var(--line); border-radius: 12px; padding: 16px 18px; margin-bottom: 16px; background: var(--bg); }
.dialogue h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin: 0 0 6px; }
.dialogue h3 code { font-weight: 400; color: var(--soft); margin-left: 6px; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; margin: 0; }
.chip { font-size: 12px; line-height: 1.6; border-radius: 6px; padding: 1px 8px; background: var(--sunk); overflow-wrap: anywhere; }
.chip small { color: inherit; opacity: .85; }
.chip.wrong { background: var(--fail-bg); color: var(--fail); }
.chip.right { background: var(--pass-bg); color: var(--pass); }
.turns { list-style: none; margin: 14px 0 0; padding: 0; display: grid; gap: 18px; }
.turn { display: flex; flex-direction: column; gap: 8px; }
.bubble { max-width: min(640px, 86%); border-radius: 14px; padding: 8px 14px 10px; background: var(--surface); border: 1px solid var(--line); }
.bubble.shopper { align-self: flex-start; border-bottom-left-radius: 4px; }
.bubble.bot { align-self: flex-end; border-bottom-right-radius: 4px; background: var(--sunk); border-color: transparent; }
.turn.wrong .bubble.bot { background: var(--surface); border: 1px solid var(--fail); box-shadow: inset 4px 0 0 var(--fail); }
.bubble.reference { align-self: flex-end; background: none; border-style: dashed; color: var(--soft); }
.bubble .said { display: block; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; }
.bubble .said .said, .who .said { display: inline; font-size: inherit; }
.who { font-size: 12px; color: var(--soft); margin: 0 0 2px; display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
.bubble .chips { margin-top: 8px; }
.bubble .chips:empty { display: none; }
.why, .nothing { font-size: 13px; margin: 6px 0 0; overflow-wrap: anywhere; }
.why { color: var(--soft); }
.nothing { font-style: italic; color: var(--fail); }
@media (max-width: 900px) {
  .confusion, .simgrid { grid-template-columns: minmax(0, 1fr); }
  .confusion > .counts { grid-column: 1; }
  .confusion .pairs { margin-bottom: 16px; }
}
@media (max-width: 640px) {
  body { font-size: 14.5px; }
  main, body > header, body > footer, nav.toc { padding-left: 12px; padding-right: 12px; }
  body > header { padding-top: 24px; }
  h1 { font-size: 23px; }
  section { padding: 16px 14px; border-radius: 12px; }
  .cards { grid-template-columns: minmax(0, 1fr); }
  .wide { display: none; }
  .narrow { display: block; }
  .slices thead { display: none; }
  .slices tr { display: grid; grid-template-columns: minmax(0, 1fr); border-bottom: 1px solid var(--line); padding: 6px 0 8px; }
  .slices tr > * { border: 0; padding: 2px 0 !important; width: auto !important; }
  .slices .plot { margin: 0 8px; }
  .slices .line { flex-wrap: wrap; margin-bottom: 4px; }
  .slices .line .counts { flex-basis: 100%; margin-left: 18px; }
  .slices .value + .interval { margin-left: 0; }
  .facts { gap: 8px 20px; }
  .slices .overall { background: var(--sunk); padding-left: 8px; border-radius: 6px; }
  .gates, .gates tbody, .gates tr, .gates td, .gates th { display: block; border: 0; padding: 2px 0; }
  .gates thead { display: none; }
  .gates td:nth-child(-n+2) { display: inline-block; margin-right: 10px; }
  .gates tr { border-bottom: 1px solid var(--line); padding: 10px 0; }
  .tornado .plot { width: 40%; }
  .bubble { max-width: 96%; }
  #filters { position: static; display: grid; grid-template-columns: 1fr 1fr; }
  #filters .grow { grid-column: 1 / -1; }
  #filters select { width: 100%; }
}
@media print {
  :root { color-scheme: light; --bg: #fff; --shadow: none; }
  nav.toc, #filters, #pager, .skip { display: none; }
  section { border: 0; padding: 0 0 12px; break-inside: auto; }
  .card, .dialogue, tr { break-inside: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;
