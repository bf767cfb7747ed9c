import { describe, expect, it } from 'vitest';
import { thresholdReportSchema } from '../schema/index.js';
import { useWorkspace } from './fixtures/command.js';

const work = useWorkspace();

/** One turn a dialogue; the bot is told by the utterance what to say. */
function dialogue(i: number, says: unknown, label: unknown, dialect = 'standard'): string {
  return JSON.stringify({ id: `d${i}`, slices: { dialect }, turns: [{ utterance: JSON.stringify(says), label }] });
}

const BOT = `export function reply({ utterance }) {
  const said = JSON.parse(utterance);
  if (said.fails) throw new Error('down');
  return { text: '268元一罐', ...said };
}
`;
const sure = (confidence: number, name = 'price.ask') => ({ intents: [{ name, confidence }] });
const price = { intent: 'price.ask' };

async function replay(out: string, lines: readonly string[]): Promise<void> {
  work().write('d.jsonl', `${lines.join('\n')}\n`);
  work().write('bot.js', BOT);
  const args = ['-d', 'd.jsonl', '-b', './bot.js', '-o', out, '--no-progress', '--retries', '0', '--reporter', 'json'];
  const { code, stderr } = await work().run('run', ...args);
  if (code !== 0 && code !== 3) throw new Error(stderr);
}

async function found(...args: readonly string[]) {
  const { code, stdout, stderr } = await work().run('threshold', ...args, '-f', 'json');
  if (code !== 0) throw new Error(stderr);
  return thresholdReportSchema.parse(JSON.parse(stdout));
}

const COSTS = ['--cost-wrong', '5', '--cost-handoff', '2'] as const;

describe('threshold', () => {
  it('finds by hand what costs least, and counts every turn once', async () => {
    await replay('r', [
      dialogue(0, sure(0.9), price, 'yue'),
      dialogue(1, sure(0.2, 'stock.ask'), price),
      dialogue(2, sure(0.4), price),
      dialogue(3, sure(0.8), price, 'yue'),
      dialogue(4, sure(0.6, 'stock.ask'), price),
      dialogue(5, sure(0.2), { intent: 'oos' }),
      dialogue(6, sure(0.3), { intent: 'price.ask', handoff: 'required' }),
      dialogue(7, { fails: true }, price),
      dialogue(8, { intents: [] }, { intent: 'oos' }),
      dialogue(9, { ...sure(0.99), handoff: true }, price),
      dialogue(10, { intents: [{ name: 'price.ask' }] }, price),
      dialogue(11, sure(0.7), {}),
      // Not a confidence: the protocol refuses it, so the call failed.
      dialogue(12, sure(1.7), price),
    ]);
    const report = await found('r', ...COSTS, '--cost-missed', '7', '--cost-due', '1', '--slice', 'dialect=yue');
    const { overall } = report;
    if (overall.status !== 'defined') throw new Error(overall.reason);
    expect(overall.counts).toEqual({
      ...{ turns: 12, families: 12, unlabelled: 1, due: 3, failed: 2, handed_by_bot: 1, unrecognised: 1, unstated: 1 },
    });
    // Wrong: 1, 4 and the failed 7, 12; missed: 5, 6, 8; handed over: 9.
    expect(overall.never).toMatchObject({ right: 4, wrong: 4, missed: 3, handed: 1, due: 0, cost: (4 * 5 + 3 * 7 + 2) / 12 });
    // A person's: 1, 2, 4, 7, 9, 10, 12 and, due, 5, 6, 8.
    expect(overall.optimum).toMatchObject({ threshold: { rule: 'at', confidence: 0.8 }, above: 0.6, cost: (7 * 2 + 3) / 12 });
    expect(report.slices).toMatchObject([{ finding: { counts: { turns: 2 } }, at_overall: { cost: 0, right: 2 } }]);

    const strict = await found('r', ...COSTS, '--cost-due', '1', '--failed', 'wrong', '--resamples', '0');
    if (strict.overall.status !== 'defined') throw new Error(strict.overall.reason);
    const same = strict.overall.curve.find(({ threshold }) => threshold.rule === 'at' && threshold.confidence === 0.8);
    expect(same).toMatchObject({ wrong: 2, handed: 5, cost: (2 * 5 + 5 * 2 + 3) / 12 });
    expect(strict.overall.optimum).toMatchObject({ threshold: { rule: 'always' }, cost: (9 * 2 + 3) / 12 });

    const html = await work().run('threshold', 'r', ...COSTS, '-f', 'html', '--output-file', 'x/t.html');
    expect([html.code, html.stdout]).toEqual([0, expect.stringContaining('Hand over below a confidence of 0.8')]);
    expect(work().read('x/t.html')).toContain('</html>');
    // No turn has a reply label but those that are due to a person.
    const relevance = await found('r', ...COSTS, '--right', 'relevance');
    expect(relevance.overall.counts).toMatchObject({ turns: 3, unlabelled: 10 });
  }, 120_000);

  it('answers mistakes with exit code 2 and a word on how to mend them', async () => {
    await replay('r', [dialogue(0, { intents: [{ name: 'price.ask' }] }, price)]);
    const cases: [string[], RegExp][] = [
      [['r', '--cost-wrong', '5'], /E_USAGE .*cost-handoff/],
      [['r', '--cost-wrong', '-1', '--cost-handoff', '1'], /E_USAGE .*--cost-wrong has no usable value/],
      [['r', '--cost-wrong', 'much', '--cost-handoff', '1'], /E_USAGE .*--cost-wrong has no usable value/],
      [['r', '--cost-wrong', '1', '--cost-handoff', 'Infinity'], /E_USAGE .*--cost-handoff has no usable value/],
      [['r', '--cost-wrong', '0', '--cost-handoff', '0'], /E_USAGE .*all costs are 0/],
      [['r', ...COSTS, '--folds', '1'], /E_USAGE .*--folds/],
      [['r', ...COSTS, '--slice', 'dialect=yeu'], /E_UNKNOWN_SLICE .*did you mean dialect=standard/],
      [['nothing', ...COSTS], /E_FILE_MISSING .*not a run folder/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await work().run('threshold', ...args);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    const silent = await work().run('threshold', 'r', ...COSTS);
    expect([silent.code, silent.stdout]).toEqual([2, expect.stringContaining('No threshold: the bot states no confidence')]);
  }, 120_000);
});
