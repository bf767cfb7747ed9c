/** The flags of `gate`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 gate RUN\n\nHolds a stored run to gates, without any replay. The run folder stays as it is. Without gates, those of the run are judged anew.',
    )
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder of one bot' })
    .options({
      gate: {
        alias: 'g',
        type: 'string',
        array: true,
        nargs: 1,
        describe:
          'Such as "intent.accuracy >= 0.9 lower-bound", "intent.accuracy >= baseline - 0.01", "latency.p95_ms <= 1.2 * baseline", "no new critical errors" (repeatable)',
      },
      preset: {
        type: 'string',
        array: true,
        nargs: 1,
        describe:
          'vendor-80 · vendor-90: intent accuracy of 0.8 or 0.9 · not-worse: four gates against the baseline (repeatable)',
      },
      baseline: {
        type: 'string',
        describe:
          'Pinned baseline or run folder [default: reports/baselines/<bot>-<dataset>.json]; alone it means --preset not-worse',
      },
      inconclusive: {
        choices: ['pass', 'fail', 'inconclusive'] as const,
        describe: 'What an inconclusive gate counts as [default: that of the run: inconclusive, exit 4]',
      },
      pin: { type: 'string', describe: 'Write the scores of this run to a file, as a baseline for later ones' },
      'update-baseline': {
        type: 'boolean',
        describe: 'Make this run the baseline, if all gates pass and no gated metric is worse',
      },
      force: { type: 'boolean', describe: 'Pin over a file that is there; update a baseline even where that loosens it' },
      dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
      reporter: {
        type: 'string',
        array: true,
        nargs: 1,
        default: ['terminal'],
        describe: 'terminal · json · html · markdown · junit (repeatable)',
      },
      'output-file': {
        type: 'string',
        describe: 'Also write the one reporter named (json, html, markdown or junit) to this file',
      },
    })
    .example('$0 gate reports/nightly --preset vendor-80', 'the rate that vendors quote')
    .example('$0 gate reports/main --pin reports/baselines/guide.json', 'pin a baseline, to be kept with the code')
    .example('$0 gate reports/branch --baseline reports/baselines/guide.json', 'not worse, not slower, no new critical errors')
    .example('$0 gate reports/main -g "intent.accuracy >= baseline - 0.01" --update-baseline', 'tighten the baseline');

export type GateArguments = Awaited<ReturnType<typeof builder>['argv']>;
