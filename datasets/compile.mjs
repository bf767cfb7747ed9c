/**
 * Compiles the reviewable form of the datasets (`source/*.yaml`) into the dialogues that shopreplay reads (train, dev and test.jsonl).
 * Run it after every change: `npm run datasets`, or `npm run datasets -- travel` for one. A test holds the files against their source.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { wordings } from './wordings.mjs';

/** Share of the families that are tested on, and that tuning may look at; the rest is for training. */
const TEST_PERCENT = 50;
const DEV_PERCENT = 15;
export const SPLITS = ['train', 'dev', 'test'];
const SUFFIX = { abbreviation: 'abbr' };
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** `"!stage: 1段|一段"` → a nugget: `!` vital, a name, then patterns (`@name` a shared list of them), `=typed fact` or `$slot`. */
export function nugget(text) {
  const match = /^(!?)\s*([^:：]+?)\s*[:：]\s*(.+)$/su.exec(text);
  if (match === null) throw new Error(`not a nugget: ${text}`);
  const [, mark, id, body] = match;
  const vital = mark === '!';
  if (body.startsWith('=')) return { id, vital, fact: body.slice(1).trim() };
  if (body.startsWith('$')) return { id, vital, slot: body.slice(1).trim() };
  const patterns = body.split('|').flatMap((pattern) => wordings(pattern.trim()));
  return { id, vital, any: [...new Set(patterns)] };
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

/** Slices of a turn: what its labels say by themselves, and the author's marks. */
function marks({ intent, answerable, handoff, emotion, tags = {} }) {
  const several = Array.isArray(intent) && intent.length > 1;
  const kinds = [...new Set([tags.kind ?? []].flat().concat(several ? ['several-intents'] : []))];
  const derived = {
    ...(several || kinds.length > 0 ? { kind: kinds.length === 1 ? kinds[0] : kinds } : {}),
    ...([intent].flat().includes('oos') ? { scope: 'out' } : {}),
    ...(answerable === false ? { answerable: 'no' } : {}),
    ...(handoff === 'required' ? { handoff: 'required' } : {}),
    ...(emotion === undefined ? {} : { emotion }),
  };
  return { ...tags, ...derived };
}

function withMarks(turn) {
  const slices = marks(turn);
  return Object.keys(slices).length === 0 ? {} : { slices };
}

function dialogue(source, id, { lang, slices }, utterances, parent) {
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    lang,
    slices,
    ...(source.shopper === undefined ? {} : { shopper: source.shopper }),
    turns: source.turns.map((turn, i) => ({
      utterance: utterances[i],
      label: label(turn),
      gold_reply: turn.reply,
      ...withMarks(turn),
      ...(turn.derive === undefined ? {} : { meta: { derive: turn.derive } }),
    })),
    ...(source.outcome === undefined ? {} : { outcome: source.outcome }),
  };
}

/** A base dialogue and its variants: the family. */
export function family(source, vertical, lang) {
  const base = { vertical, ...source.slices, dialect: 'standard', form: 'standard' };
  const said = source.turns.map((turn) => turn.say);
  const variants = (source.variants ?? []).map((variant) => {
    if (variant.say.length !== said.length)
      throw new Error(`${source.id}: a variant has ${variant.say.length} utterances for ${said.length} turns`);
    const kind = variant.dialect === undefined ? { form: variant.form } : { dialect: variant.dialect };
    const name = variant.dialect ?? SUFFIX[variant.form] ?? variant.form;
    return dialogue(source, `${source.id}-${name}`, { lang, slices: { ...base, ...kind } }, variant.say, source.id);
  });
  return [dialogue(source, source.id, { lang, slices: base }, said), ...variants];
}

/**
 * The split by the hash of the family's id: no author chose what is tested, and a family never changes sides when others are added.
 */
export function splitOf(id) {
  const percent = Number.parseInt(createHash('sha256').update(`split ${id}`).digest('hex').slice(0, 8), 16) % 100;
  if (percent < TEST_PERCENT) return 'test';
  return percent < TEST_PERCENT + DEV_PERCENT ? 'dev' : 'train';
}

/** The folders that have a source. */
export function verticals() {
  return readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(HERE, entry.name, 'source')))
    .map(({ name }) => name)
    .sort();
}

/** @returns the families of a folder as authored, in the order of the files */
export function sourcesOf(folder) {
  const files = readdirSync(join(folder, 'source'))
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  return files.flatMap((file) => {
    try {
      return parse(readFileSync(join(folder, 'source', file), 'utf8')) ?? [];
    } catch (error) {
      throw new Error(`${file}: ${error.message}`);
    }
  });
}

/** @returns {Record<'train' | 'dev' | 'test', string>} the compiled files' text */
export function compile(folder, vertical) {
  const { language } = parse(readFileSync(join(folder, 'dataset.yaml'), 'utf8'));
  const lines = Object.fromEntries(SPLITS.map((split) => [split, []]));
  for (const source of sourcesOf(folder)) {
    for (const d of family(source, vertical, language)) lines[splitOf(source.id)].push(`${JSON.stringify(d)}\n`);
  }
  return Object.fromEntries(SPLITS.map((split) => [split, lines[split].join('')]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2);
  for (const vertical of named.length > 0 ? named : verticals()) {
    const folder = join(HERE, vertical);
    for (const [split, text] of Object.entries(compile(folder, vertical))) {
      writeFileSync(join(folder, `${split}.jsonl`), text);
      console.log(`${vertical}/${split}.jsonl: ${text.split('\n').length - 1} dialogues`);
    }
  }
}
