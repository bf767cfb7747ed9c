/** The flags of `compare`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 compare BASELINE CANDIDATE…\n\nHolds stored runs against each other, family by family: per metric and slice the difference, its interval, p and a verdict (better, worse, same within the margin, inconclusive); what broke and what was mended; ranks of several runs.',
    )
    .positional('runs', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Run folders, the baseline first; the folder of a run of several bots stands for all of them',
    })
    .options({
      metric: { alias: 'm', type: 'string', array: true, nargs: 1, describe: 'Compare only this metric (repeatable)' },
      slice: {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Only this slice beside everything, such as dialect=yue (repeatable; several at once: a=x,b=y)',
      },
      margin: {
        type: 'string',
        array: true,
        nargs: 1,
        describe:
          'Differences below it do not matter: 0.02, or for one metric latency.p95_ms=50 (repeatable) [default: 0.01, times 5% of the baseline]',
      },
      'allow-unlike': {
        choices: ['dataset', 'selection', 'history', 'trials', 'load'] as const,
        array: true,
        nargs: 1,
        describe: 'Compare although the runs differ in this (repeatable)',
      },
      'fail-on': { choices: ['worse'] as const, describe: 'Exit with 1 when a metric is worse, over everything or on a --slice' },
      format: {
        alias: 'f',
        choices: ['terminal', 'markdown', 'json', 'csv', 'html'] as const,
        default: 'terminal' as const,
        describe: 'How to write it',
      },
      'output-file': { type: 'string', describe: 'Write it there; the terminal shows the conclusion' },
      dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
      level: { type: 'number', describe: 'Level of the intervals and verdicts [default: that of the baseline, 0.95]' },
      seed: { type: 'number', describe: 'Seed of resampling [default: that of the baseline]' },
      resamples: { type: 'number', describe: 'Bootstrap resamples [default: 1000, fewer on more than 20,000 turns]' },
    })
    .example('$0 compare reports/main reports/branch', 'is the branch better?')
    .example('$0 compare reports/demo', 'all bots of a run of several, against its baseline')
    .example('$0 compare reports/main reports/branch -m intent.accuracy --slice dialect=yue --margin 0.02', 'one question')
    .example('$0 compare reports/gold reports/self --allow-unlike history', 'the gap between gold and own history')
    .example('$0 compare reports/main reports/branch -f html --output-file compare.html', 'for people');

export type CompareArguments = Awaited<ReturnType<typeof builder>['argv']>;
