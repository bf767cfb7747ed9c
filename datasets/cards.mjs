/**
 * Fills in the figures of the dataset cards (the README.md of each folder) between their marks: counts, agreement of the two labellings, reference
 * results. `npm run datasets` runs it; a test holds the cards against the data.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { profileDataset } from 'shopreplay';
import { verticals } from './compile.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const presence = ({ turns, dialogues, families }) => [turns, dialogues, families].map(String);
const percent = (share) => `${(100 * share).toFixed(1)}%`;

function countsOf(profile) {
  const { all, base, splits, slices, intents, labels, utteranceLength, lexicalVariety } = profile;
  const rows = [
    ['all', ...presence(all)],
    ['base dialogues', String(base.turns), String(base.dialogues), String(base.dialogues)],
    ...['train', 'dev', 'test'].map((split) => [`split \`${split}\``, ...presence(splits[split])]),
    ...Object.entries(slices).flatMap(([name, values]) =>
      name === 'vertical' ? [] : Object.entries(values).map(([value, counts]) => [`\`${name}=${value}\``, ...presence(counts)]),
    ),
  ];
  return [
    `Version ${profile.version}, digest \`${profile.digest}\` (over train, dev, test).`,
    '',
    table(['', 'turns', 'dialogues', 'families'], rows),
    '',
    `An utterance has ${utteranceLength.mean.toFixed(1)} characters on average (median ${utteranceLength.median}); lexical variety (MATTR, windows of 500) ${lexicalVariety?.toFixed(3) ?? 'undefined'}.`,
    '',
    table(
      ['label', 'turns'],
      Object.entries(labels).map(([name, turns]) => [name, String(turns)]),
    ),
    '',
    table(
      ['intent', 'turns', 'dialogues', 'families'],
      Object.entries(intents).map(([name, counts]) => [`\`${name}\``, ...presence(counts)]),
    ),
  ].join('\n');
}

function textOfEstimate(estimate) {
  if (estimate === undefined || estimate.status !== 'defined') return 'undefined';
  const share = /rate|accuracy|ndcg|handoff/.test(estimate.metric);
  const text = (value) => (share ? percent(value) : value.toFixed(3));
  return estimate.lower === undefined
    ? text(estimate.value)
    : `${text(estimate.value)} [${text(estimate.lower)}, ${text(estimate.upper)}]`;
}

const SHOWN = [
  'intent.accuracy',
  'intent.macro_f1',
  'relevance.mean',
  'relevance.critical_error_rate',
  'abstention.fabrication_rate',
  'products.ndcg@5',
  'handoff.recall',
];

function resultsOf({ bots, counts }) {
  const names = Object.keys(bots);
  const at = (bot, metric, key) => bots[bot].find((e) => e.metric === metric && JSON.stringify(e.slice) === key);
  const overall = SHOWN.map((metric) => [`\`${metric}\``, ...names.map((bot) => textOfEstimate(at(bot, metric, '{}')))]);
  const slices = [...new Set(bots[names[0]].filter((e) => e.metric === 'intent.accuracy').map((e) => JSON.stringify(e.slice)))];
  const perSlice = slices
    .filter((key) => /dialect|form|trap|context|stage/.test(key))
    .map((key) => [
      `\`${Object.entries(JSON.parse(key)).map((pair) => pair.join('='))}\``,
      ...names.map((bot) => textOfEstimate(at(bot, 'intent.accuracy', key))),
    ]);

  return [
    `Test split, ${counts.dialogues} dialogues of ${counts.families} families, gold history; 95% intervals over families. All slices: [\`reports/baselines\`](../../reports/baselines).`,
    '',
    table(['overall', ...names], overall),
    '',
    table(['`intent.accuracy`', ...names], perSlice),
  ].join('\n');
}

function agreementOf({ items, share, labels }) {
  const rows = labels.map(({ label, measure, value, lower, upper, exact, n }) => [
    label,
    measure,
    value === null
      ? 'undefined'
      : lower === undefined
        ? value.toFixed(3)
        : `${value.toFixed(3)} [${lower.toFixed(3)}, ${upper.toFixed(3)}]`,
    percent(exact),
    String(n),
  ]);
  return [
    `A second labelling of ${items} turns (${percent(share)} of all), blind to the first.`,
    '',
    table(['label', 'measure', 'value', 'the same', 'turns'], rows),
  ].join('\n');
}

function fill(card, name, text) {
  const pattern = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
  return card.replace(pattern, (_, open, close) => `${open}\n${text}\n${close}`);
}

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** @returns the text of a dataset's card with its figures filled in */
export async function cardOf(vertical) {
  const profile = await profileDataset(vertical, HERE);
  const results = readJson(join(HERE, '..', 'reports', 'baselines', `${vertical}.json`));
  const agreement = readJson(join(HERE, 'labelling', 'agreement.json'))?.[vertical];
  let card = readFileSync(join(HERE, vertical, 'README.md'), 'utf8');
  card = fill(card, 'counts', countsOf(profile));
  if (results !== undefined) card = fill(card, 'results', resultsOf(results));
  if (agreement !== undefined) card = fill(card, 'agreement', agreementOf(agreement));
  return card;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2);
  for (const vertical of named.length > 0 ? named : verticals()) {
    if (existsSync(join(HERE, vertical, 'README.md'))) writeFileSync(join(HERE, vertical, 'README.md'), await cardOf(vertical));
  }
}
