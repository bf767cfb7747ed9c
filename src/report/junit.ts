/**
 * junit.xml for CI: a test suite a bot, a test case a gate, and one for each failed call among the listed dialogues.
 *
 * pass → a passing case · fail → `<failure type="fail">` · inconclusive → `<failure type="inconclusive">`, for JUnit has no
 * word for it and a release must not slip through · invalid → `<error type="invalid">` · a failed call → `<error>`.
 */
import { type GateResult, keyLabel, type RunReport, type TurnRecord, type Verdict } from '../schema/index.js';
import { escapeXml } from './escape/xml.js';
import { callsText, failedCalls } from './failures.js';
import { gateText, offenderText } from './gate-text.js';
import { type BotView, viewReport } from './report-view.js';

/** Failed calls that become test cases, a bot; the rest is counted. */
export const CALLS_SHOWN = 500;

const ELEMENT: Readonly<Record<Exclude<Verdict, 'pass'>, 'failure' | 'error'>> = {
  fail: 'failure',
  inconclusive: 'failure',
  invalid: 'error',
};

interface Case {
  readonly outcome: 'pass' | 'failure' | 'error';
  readonly xml: string;
}

/** A well-formed XML 1.0 document, whatever the texts hold; ends in a line break. */
export function renderJunit(report: RunReport): string {
  const view = viewReport(report);
  const suites = view.bots.map((bot) => ({
    bot,
    cases: [...bot.summary.gates.map((gate) => gateCase(bot, gate)), ...callCases(bot)],
  }));
  const all = suites.flatMap(({ cases }) => cases);
  const body = suites.map(({ bot, cases }) => suiteXml(bot, cases)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: view.title, ...totals(all) })}>\n${body}</testsuites>\n`;
}

function suiteXml(bot: BotView, cases: readonly Case[]): string {
  const session = bot.manifest.sessions[0];
  const seconds = bot.manifest.sessions.reduce((sum, { wall_ms = 0 }) => sum + wall_ms / 1000, 0);
  const head = attributes({
    name: bot.name,
    ...totals(cases),
    time: seconds.toFixed(3),
    ...(session === undefined ? {} : { timestamp: session.started_at }),
  });
  const properties = {
    dataset: bot.summary.dataset,
    dataset_digest: bot.summary.dataset_digest,
    history: bot.summary.history,
    trials: bot.summary.trials,
    seed: bot.summary.seed,
    verdict: bot.summary.verdict,
  };
  const list = Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>\n`);
  const unlisted = Math.max(0, failedCalls(bot.summary.counts) - listedCalls(bot).slice(0, CALLS_SHOWN).length);
  const more = unlisted === 0 ? '' : `\n${unlisted} failed calls are not listed here; see turns.csv`;
  const out = `    <system-out>${escapeXml(`${callsText(bot.summary.counts)}${more}`)}</system-out>\n`;
  return `  <testsuite${head}>\n    <properties>\n${list.join('')}    </properties>\n${cases.map(({ xml }) => xml).join('')}${out}  </testsuite>\n`;
}

function gateCase(bot: BotView, result: GateResult): Case {
  const head = attributes({ classname: `${bot.name}.gates`, name: gateText(result.gate) });
  if (result.verdict === 'pass') return { outcome: 'pass', xml: `    <testcase${head}/>\n` };
  const element = ELEMENT[result.verdict];
  const offender = offenderText(result);
  const text = offender === undefined ? result.reason : `${result.reason}\n${offender}`;
  return { outcome: element, xml: caseXml(head, element, { type: result.verdict, message: result.reason }, text) };
}

function callCases(bot: BotView): readonly Case[] {
  return listedCalls(bot)
    .slice(0, CALLS_SHOWN)
    .map((record) => {
      const seconds = record.latency_ms === undefined ? {} : { time: (record.latency_ms / 1000).toFixed(3) };
      const head = attributes({ classname: `${bot.name}.calls`, name: keyLabel(record), ...seconds });
      const type = record.error?.kind ?? record.status;
      const message = record.error?.message ?? `the call ended as ${record.status}`;
      return { outcome: 'error', xml: caseXml(head, 'error', { type, message }, `${record.status}: ${message}`) };
    });
}

function listedCalls(bot: BotView): readonly TurnRecord[] {
  return bot.wrong.flatMap((scored) => scored.records.filter((record) => record.status !== 'ok'));
}

function caseXml(head: string, element: string, detail: Readonly<Record<string, string>>, text: string): string {
  return `    <testcase${head}>\n      <${element}${attributes(detail)}>${escapeXml(text)}</${element}>\n    </testcase>\n`;
}

function totals(cases: readonly Case[]): Readonly<Record<string, number>> {
  const count = (outcome: Case['outcome']): number => cases.filter((c) => c.outcome === outcome).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: 0 };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}
