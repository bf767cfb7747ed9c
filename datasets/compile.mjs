/**
 * Compiles the reviewable form of a dataset (`source/*.yaml`) into the dialogues that shopreplay reads (train.jsonl, test.jsonl).
 * Run it after every change: `npm run datasets`. A test holds the compiled files against their source.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';

/** Share of the families that are tested on. */
const TEST_PERCENT = 50;
const SUFFIX = { abbreviation: 'abbr' };

/** `"!stage: 1段|一段"` → a nugget: `!` vital, a name, then patterns, `=typed fact` or `$slot`. */
export function nugget(text) {
  const match = /^(!?)\s*([^:：]+?)\s*[:：]\s*(.+)$/su.exec(text);
  if (match === null) throw new Error(`not a nugget: ${text}`);
  const [, mark, id, body] = match;
  const vital = mark === '!';
  if (body.startsWith('=')) return { id, vital, fact: body.slice(1).trim() };
  if (body.startsWith('$')) return { id, vital, slot: body.slice(1).trim() };
  return { id, vital, any: body.split('|').map((pattern) => pattern.trim()) };
}

function label(turn) {
  const answerable = turn.answerable ?? true;
  const answer = {
    references: [turn.reply, ...(turn.refs ?? [])],
    answerable,
    ...(turn.nuggets === undefined ? {} : { nuggets: turn.nuggets.map(nugget) }),
    ...(turn.forbid === undefined ? {} : { forbidden: turn.forbid.map(String) }),
  };
  const optional = {
    slots: turn.slots,
    products: turn.products,
    emotion: turn.emotion,
    emotion_handling: turn.handling,
    satisfaction: turn.satisfaction,
  };
  return {
    intent: turn.intent,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    answer,
    handoff: turn.handoff ?? 'none',
  };
}

function dialogue(source, id, slices, utterances, parent) {
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    lang: 'zh-CN',
    slices,
    ...(source.shopper === undefined ? {} : { shopper: source.shopper }),
    turns: source.turns.map((turn, i) => ({
      utterance: utterances[i],
      label: label(turn),
      gold_reply: turn.reply,
      ...(turn.tags === undefined ? {} : { slices: turn.tags }),
    })),
    ...(source.outcome === undefined ? {} : { outcome: source.outcome }),
  };
}

/** A base dialogue and its variants: the family. */
export function family(source, vertical) {
  const base = { vertical, ...source.slices, dialect: 'standard', form: 'standard' };
  const said = source.turns.map((turn) => turn.say);
  const variants = (source.variants ?? []).map((variant) => {
    if (variant.say.length !== said.length)
      throw new Error(`${source.id}: a variant has ${variant.say.length} utterances for ${said.length} turns`);
    const kind = variant.dialect === undefined ? { form: variant.form } : { dialect: variant.dialect };
    const name = variant.dialect ?? SUFFIX[variant.form] ?? variant.form;
    return dialogue(source, `${source.id}-${name}`, { ...base, ...kind }, variant.say, source.id);
  });
  return [dialogue(source, source.id, base, said), ...variants];
}

/**
 * Train or test by the hash of the family's id: no author chose what is tested, and a family never changes sides when others
 * are added.
 */
export function splitOf(id) {
  return Number.parseInt(createHash('sha256').update(`split ${id}`).digest('hex').slice(0, 8), 16) % 100 < TEST_PERCENT
    ? 'test'
    : 'train';
}

/** @returns {{ train: string, test: string }} the compiled files' text */
export function compile(folder, vertical) {
  const files = readdirSync(join(folder, 'source'))
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const sources = files.flatMap((file) => parse(readFileSync(join(folder, 'source', file), 'utf8')));
  const lines = { train: [], test: [] };
  for (const source of sources)
    for (const d of family(source, vertical)) lines[splitOf(source.id)].push(`${JSON.stringify(d)}\n`);
  return { train: lines.train.join(''), test: lines.test.join('') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const vertical of ['mother-baby']) {
    const folder = fileURLToPath(new URL(vertical, import.meta.url));
    const compiled = compile(folder, vertical);
    for (const [split, text] of Object.entries(compiled)) {
      writeFileSync(join(folder, `${split}.jsonl`), text);
      console.log(`${vertical}/${split}.jsonl: ${text.split('\n').length - 1} dialogues`);
    }
  }
}
