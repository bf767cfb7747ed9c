/** The flags of `threshold`; apart from the command, so that its handler can name their types. */
import type { Argv } from 'yargs';

export const builder = (yargs: Argv) =>
  yargs
    .usage(
      '$0 threshold RUN --cost-wrong X --cost-handoff Y\n\nFinds the confidence under which a turn should go to a person, given what a wrong answer and a hand-over cost: the number, what it saves against never and always handing over, with intervals, the same on families that it was not chosen on, and the curve.',
    )
    .positional('run', { type: 'string', demandOption: true, describe: 'Run folder' })
    .options({
      'cost-wrong': { type: 'number', demandOption: true, describe: 'Cost of a wrong answer, in any unit' },
      'cost-handoff': { type: 'number', demandOption: true, describe: 'Cost of a turn that a person takes, in the same unit' },
      'cost-missed': {
        type: 'number',
        describe: 'Cost of an answer by the bot where a person was due [default: that of a wrong answer]',
      },
      'cost-due': {
        type: 'number',
        describe: 'Cost of a person where one was due; 0: only mistakes count [default: that of a hand-over]',
      },
      right: {
        choices: ['intent', 'relevance', 'both'] as const,
        default: 'intent' as const,
        describe: 'By what an answer is right',
      },
      failed: {
        choices: ['handoff', 'wrong'] as const,
        default: 'handoff' as const,
        describe: 'What a failed call is, whatever the threshold',
      },
      slice: {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'This slice beside everything, such as dialect=yue (repeatable; several at once: a=x,b=y)',
      },
      format: {
        alias: 'f',
        choices: ['terminal', 'markdown', 'json', 'csv', 'html'] as const,
        default: 'terminal' as const,
        describe: 'How to write it; csv: the curve',
      },
      'output-file': { type: 'string', describe: 'Write it there; the terminal shows the number' },
      dataset: { alias: 'd', type: 'string', array: true, nargs: 1, describe: 'The dialogues, when they have moved' },
      folds: { type: 'number', describe: 'Parts of the cross-fitting [default: 10]' },
      level: { type: 'number', describe: 'Level of the intervals [default: that of the run, 0.95]' },
      seed: { type: 'number', describe: 'Seed of resampling and folds [default: that of the run]' },
      resamples: { type: 'number', describe: 'Bootstrap resamples [default: 1000, fewer on more than 20,000 turns]' },
    })
    .example('$0 threshold reports/nightly --cost-wrong 5 --cost-handoff 1', 'a wrong answer costs five hand-overs')
    .example('$0 threshold reports/nightly --cost-wrong 5 --cost-handoff 1 --cost-missed 20', 'a missed complaint costs twenty')
    .example('$0 threshold reports/nightly --cost-wrong 5 --cost-handoff 1 --slice dialect=yue', 'would Cantonese need its own?')
    .example('$0 threshold reports/nightly --cost-wrong 5 --cost-handoff 1 -f html --output-file t.html', 'the plot');

export type ThresholdArguments = Awaited<ReturnType<typeof builder>['argv']>;
