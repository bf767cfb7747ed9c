/** Style: colours (light and dark, safe for colour-blind readers), type, page, tables. */
export const BASE_STYLE = `
:root {
  color-scheme: light dark;
  --bg: #f5f6f8; --surface: #ffffff; --sunk: #f0f2f5; --ink: #1b2330; --soft: #566173; --line: #dfe3e9; --link: #0b5cad;
  --bot-0: #b45309; --bot-1: #0f6cbd; --bot-2: #0b7a5e; --bot-3: #a4408c; --bot-4: #6b6f00; --bot-5: #5b5bd6;
  --pass: #0b6b53; --pass-bg: #e0f3ec; --fail: #a8321a; --fail-bg: #fdeae4; --unsure: #7a5200; --unsure-bg: #fdf1d8; --void: #5b3a8c; --void-bg: #efe8f9;
  --heat-right: #4a9fe0; --heat-wrong: #f09a3e; --shadow: 0 1px 2px rgb(20 30 50 / .05), 0 1px 8px rgb(20 30 50 / .04);
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #12161c; --surface: #1a2029; --sunk: #232b36; --ink: #e6eaf0; --soft: #9fabbb; --line: #313b48; --link: #7fbcff;
    --bot-0: #f0a35c; --bot-1: #6fb6f5; --bot-2: #58c9a5; --bot-3: #e08fcb; --bot-4: #cdd05a; --bot-5: #a5a6f6;
    --pass: #6fd6b3; --pass-bg: #14352b; --fail: #ff9d84; --fail-bg: #41201a; --unsure: #f0c46c; --unsure-bg: #3a2d12; --void: #c9aef2; --void-bg: #2f2442;
    --heat-right: #1f6fae; --heat-wrong: #a85c12; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--bg); color: var(--ink); font-size: 15px; line-height: 1.55;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
}
[lang|="zh"] { font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace; font-size: .9em; overflow-wrap: anywhere; }
main, body > header, body > footer { max-width: 1160px; margin: 0 auto; padding: 0 24px; }
body > header { padding-top: 40px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 20px; overflow-wrap: anywhere; }
h2 { font-size: 20px; letter-spacing: -.005em; margin: 0 0 4px; }
h3 { font-size: 15px; margin: 0 0 8px; }
p { margin: 0 0 8px; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 12px; background: var(--surface); padding: 8px 12px; z-index: 9; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.eyebrow { color: var(--soft); font-size: 13px; margin: 0 0 4px; }
.lead, .counts, .interval, .role, .empty, .none, .key { color: var(--soft); }
.lead { margin-bottom: 20px; max-width: 75ch; }
.counts { font-size: 12.5px; }
.interval, .value, .num, .counts { font-variant-numeric: tabular-nums; }
.interval { white-space: nowrap; }
.key { font-size: 12px; font-weight: 400; }
.best { color: var(--pass); }
.facts { display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 0 0 24px; }
.facts dt, .provenance dt { color: var(--soft); font-size: 12.5px; }
.facts dd, .provenance dd { margin: 0; overflow-wrap: anywhere; }
.facts dd { font-weight: 550; }
.bots { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 12px; }
.bots li { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 12px 16px; box-shadow: var(--shadow); }
.bots .botname { font-size: 17px; }
.botname { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; overflow-wrap: break-word; }
.icon { flex: none; vertical-align: -1px; }
.shape { fill: var(--c); }
.role { font-size: 13px; }
.badge { display: inline-block; font-size: 13px; font-weight: 600; padding: 2px 10px; border-radius: 99px; white-space: nowrap; }
.badge.pass { color: var(--pass); background: var(--pass-bg); }
.badge.fail { color: var(--fail); background: var(--fail-bg); }
.badge.inconclusive { color: var(--unsure); background: var(--unsure-bg); }
.badge.invalid { color: var(--void); background: var(--void-bg); }
nav.toc { position: sticky; top: 0; z-index: 5; background: color-mix(in srgb, var(--bg) 92%, transparent); backdrop-filter: blur(8px); margin: 24px auto 16px; padding: 10px 24px; max-width: 1160px; overflow-x: auto; }
nav.toc ul { list-style: none; display: flex; gap: 20px; margin: 0; padding: 0; white-space: nowrap; }
nav.toc a { color: var(--soft); text-decoration: none; font-size: 14px; }
nav.toc a:hover { color: var(--ink); text-decoration: underline; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 24px; margin-bottom: 20px; box-shadow: var(--shadow); scroll-margin-top: 56px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 9px 12px 9px 0; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 550; font-size: 13px; }
tbody th { font-weight: 500; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 12px 0 4px; }
.num { text-align: right; }
.scroll { overflow-x: auto; position: relative; }
details > summary { cursor: pointer; padding: 8px 0; font-weight: 550; }
summary .botname { display: inline-flex; }
.provenance { display: grid; gap: 10px; margin: 8px 0 16px; }
body > footer { color: var(--soft); font-size: 13px; padding-bottom: 48px; }
`;
