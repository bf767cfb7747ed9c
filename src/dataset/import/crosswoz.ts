/** CrossWOZ (Zhu et al. 2020): Chinese travel dialogues, an object by dialogue id, several dialogue acts an utterance. */
import { basename } from 'node:path';
import { Conversation, type OpenTurn } from './conversation.js';
import { eachElement, type RowContext } from './each-row.js';
import { compact, type Fields, fieldsIn, isFields, oneOrMore, SlotBag, textOf, textsIn } from './fields.js';
import type { Importer } from './importer.js';
import { filesAt, headOf } from './look.js';
import { TURNS_MEND } from './roles.js';

/** A value of the goals that points at another goal, such as 出现在id=1的周边景点里. */
const REFERENCE = /^出现在id=\d+/;

/** Results of these are ways to get there: nothing that is recommended. */
const RIDES = ['地铁', '出租'];

/** What has been said so far: constraints that the user has raised, results that the system has shown. */
interface Said {
  readonly raised: Set<string>;
  readonly shown: Map<string, readonly string[]>;
}

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value)) return row.skip('no dialogue');
  const talk = new Conversation();
  const said: Said = { raised: new Set(), shown: new Map() };
  for (const [i, message] of fieldsIn(value.messages).entries()) {
    const due = i % 2 === 0 ? 'usr' : 'sys';
    if (message.role !== due) {
      return row.blame(`messages[${i}].role`, `is "${textOf(message.role)}"`, {
        expected: `${due}: user and system take turns`,
        mend: TURNS_MEND,
      });
    }
    if (due === 'usr') addUser(talk, message, said);
    else addSystem(talk, message, said);
  }
  const type = textOf(value.type);
  const dialogue = talk.dialogue({
    id: `crosswoz-${row.key ?? row.index}`,
    lang: 'zh-CN',
    slices: type === '' ? undefined : { type },
    meta: compact({ goal: value.goal, task: value['task description'] }),
  });
  return dialogue ?? row.skip('no utterance of the user');
}

function actsOf(message: Fields): readonly (readonly string[])[] {
  return Array.isArray(message.dialog_act) ? message.dialog_act.map(textsIn).filter((act) => act.length >= 3) : [];
}

function addUser(talk: Conversation, message: Fields, said: Said): void {
  const acts = actsOf(message);
  const slots = new SlotBag();
  for (const [act, domain = '', slot = '', value = ''] of acts) {
    if (act === 'Inform' && value !== 'none') slots.add(`${domain}-${slot}`, value);
  }
  addState(message.user_state, slots, said);
  talk.shopper(textOf(message.content), {
    intent: oneOrMore(acts.map((act) => act.slice(0, 3).join('+'))),
    slots: slots.slots,
  });
}

/** What the user's state marks as raised for the first time, where no act names it already. */
function addState(state: unknown, slots: SlotBag, { raised }: Said): void {
  if (!Array.isArray(state)) return;
  for (const entry of state) {
    if (!Array.isArray(entry) || entry[4] !== true) continue;
    const [goal, domain, slot, value] = entry as unknown[];
    const key = JSON.stringify([goal, domain, slot]);
    if (raised.has(key)) continue;
    raised.add(key);
    const name = `${textOf(domain)}-${textOf(slot)}`;
    if (slots.has(name)) continue;
    for (const one of Array.isArray(value) ? textsIn(value) : [textOf(value)]) if (!REFERENCE.test(one)) slots.add(name, one);
  }
}

function addSystem(talk: Conversation, message: Fields, { shown }: Said): void {
  talk.reply(textOf(message.content));
  for (const [domain, state] of Object.entries(isFields(message.sys_state) ? message.sys_state : {})) {
    if (RIDES.includes(domain)) continue;
    // Some names carry blanks around them.
    const results = isFields(state) ? textsIn(state.selectedResults).map((name) => name.trim()) : [];
    const before = shown.get(domain) ?? [];
    shown.set(domain, results);
    addProducts(
      talk.last,
      domain,
      results.filter((name) => name !== '' && !before.includes(name)),
    );
  }
}

function addProducts(open: OpenTurn | undefined, domain: string, names: readonly string[]): void {
  if (open === undefined || names.length === 0) return;
  const products = Object.fromEntries(names.map((name) => [`${domain}:${name}`, 1]));
  open.label.products = { ...(open.label.products as Fields | undefined), ...products };
}

export const crosswoz: Importer = {
  id: 'crosswoz',
  version: 1,
  says: 'CrossWOZ: train.json, val.json and test.json, or one of them',
  mapping: [
    ['usr message, sys message', 'turn, its gold_reply'],
    ['dialog_act of the user', 'label.intent, several: Inform+餐馆+人均消费'],
    ['Inform acts, and user_state that is raised for the first time', 'label.slots 餐馆-人均消费'],
    ['sys_state.selectedResults that are new', 'label.products 餐馆:name, grade 1; not of 地铁 and 出租'],
    ['type', 'slice type'],
    ['goal, task description', 'meta of the dialogue'],
    ['train.json, val.json, test.json', '--split train, val, test'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /^(?:train|val|test)\.json$/, certain);
    if (certain && files[0] !== undefined && !/"sys-usr"|"task description"/.test(await headOf(files[0].path))) return undefined;
    return files.map((file) => ({ ...file, splits: [basename(file.path, '.json')] }));
  },
  read: (file, options) => eachElement(file, options, dialogueOf),
};
