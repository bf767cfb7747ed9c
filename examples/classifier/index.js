/**
 * A naive-Bayes bot for any dataset: learns the intents from one split, answers with the most similar FAQ entry, or, without an FAQ,
 * with the human's reply to the most similar turn of that split. No memory, no rules: the yardstick that a model has to beat.
 *
 * Options: `dataset` (what `--dataset` takes), `train` (the split to learn from, default train; "" for a dataset without splits).
 * As a program with flags: stdio.js. From the environment: SHOPREPLAY_TRAIN_ON=clinc150:PATH SHOPREPLAY_TRAIN_SPLIT=train shopreplay run -b examples/classifier/index.js …
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openDataset } from 'shopreplay';
import { AnswerIndex } from './answers.js';
import { NaiveBayes } from './naive-bayes.js';

const CONFIDENT = 0.3;

let model;
let answers;
let products = [];

async function trainOn(path, split) {
  const dataset = await openDataset([path], split === '' ? {} : { split }, process.cwd());
  const examples = [];
  const replies = [];
  for await (const batch of dataset.dialogues()) {
    for (const { turns } of batch) {
      for (const { utterance, label, gold_reply: reply } of turns) {
        for (const intent of [label?.intent ?? []].flat()) examples.push([utterance, intent]);
        const answer = reply ?? label?.answer?.references?.[0];
        if (answer !== undefined) replies.push({ key: utterance, answer });
      }
    }
  }
  return { dataset, examples, replies };
}

/** Question and answer of each entry of the FAQ, one JSON object a line. */
async function readFaq(folder, file) {
  const text = await readFile(resolve(folder, file), 'utf8');
  const entries = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
  return entries.map(({ question, answer }) => ({ key: `${question} ${answer}`, answer }));
}

export async function open({ options }) {
  const path = options.dataset ?? process.env.SHOPREPLAY_TRAIN_ON;
  const split = options.train ?? process.env.SHOPREPLAY_TRAIN_SPLIT ?? 'train';
  if (path === undefined) throw new Error('name the data to learn from: options.dataset, or SHOPREPLAY_TRAIN_ON');
  const { dataset, examples, replies } = await trainOn(path, split);
  if (examples.length === 0) throw new Error(`no turn of "${path}" has an intent to learn`);
  model = new NaiveBayes(examples);
  const faq = dataset.manifest?.faq;
  answers = new AnswerIndex(faq === undefined ? replies : await readFaq(path, faq));
  products = [...(dataset.products?.values() ?? [])].map(({ id, name, short_name: short }) => ({ id, name: short ?? name }));
}

export function reply({ utterance }) {
  const intents = model.rank(utterance);
  const found = answers.nearest(utterance);
  const named = products.filter(({ name }) => utterance.includes(name)).map(({ id }) => id);
  const handoff = intents[0].name === 'human.request' && intents[0].confidence >= CONFIDENT;
  return { text: found?.answer ?? '', intents: intents.slice(0, 10), products: named, handoff };
}
