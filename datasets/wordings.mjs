/**
 * Wordings that many nuggets share: a refusal or an admission has many ordinary forms, and a list written anew for every turn misses some.
 * `wordings.yaml` has the lists; the compiler writes them out in full.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const LISTS = parse(readFileSync(new URL('wordings.yaml', import.meta.url), 'utf8'));
const MACRO = /^@([a-z-]+)(?::(.+))?$/u;

const split = (list = '') => list.split(/[|\n]/u).filter((wording) => wording !== '');

const alone = (name) => [...split(LISTS[name].alone), ...split(LISTS[name].with).flatMap(alone)];

function around({ around: frames, needless, longest = Number.POSITIVE_INFINITY }, verb) {
  if (verb.length > longest) throw new Error(`${verb} is too long a verb: at most ${longest} characters, write longer ones out`);
  const usual = split(frames).filter((frame) => frame !== '不{}' || !split(needless).includes(verb));
  return usual.map((frame) => frame.replace('{}', verb));
}

/**
 * Writes a pattern out.
 *
 * @param {string} pattern a plain pattern, `@name` or `@name:verb/verb`
 * @returns {string[]} the patterns that it stands for; a plain one stands for itself
 * @throws {Error} when there is no such list
 */
export function wordings(pattern) {
  if (!pattern.startsWith('@')) return [pattern];
  const [, name, verbs] = MACRO.exec(pattern) ?? [];
  const list = LISTS[name];
  if (verbs === undefined && list?.alone !== undefined) return alone(name);
  if (verbs !== undefined && list?.around !== undefined) return verbs.split('/').flatMap((verb) => around(list, verb.trim()));
  const known = Object.entries(LISTS).flatMap(([key, of]) =>
    [of.alone && `@${key}`, of.around && `@${key}:verb`].filter(Boolean),
  );
  throw new Error(`no wordings for ${pattern}; there are ${known.join(', ')}`);
}
