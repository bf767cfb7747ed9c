/** Dialogues of frames, one a service, as in Schema-Guided Dialogue and MultiWOZ 2.2: state and intent of the user, results shown. */
import { Conversation, type OpenTurn } from './conversation.js';
import type { RowContext } from './each-row.js';
import { type Fields, fieldsIn, isFields, oneOrMore, SlotBag, textOf, textsIn } from './fields.js';
import { TURNS_MEND } from './roles.js';
import { SPAN_MEND, spanOf } from './span.js';

/** What differs between the corpora. */
export interface FrameFormat {
  readonly slotName: (service: string, slot: string) => string;
}

/** Slot → the spellings of its value in the state before. */
type State = Map<string, readonly string[]>;

/** The dialogue of one element; undefined when its turns do not alternate, which has been reported. */
export function frameDialogue(value: unknown, row: RowContext, format: FrameFormat): unknown {
  if (!isFields(value)) return row.skip('no dialogue');
  const talk = new Conversation();
  const state: State = new Map();
  for (const [i, turn] of fieldsIn(value.turns).entries()) {
    const speaker = textOf(turn.speaker).toUpperCase();
    const due = i % 2 === 0 ? 'USER' : 'SYSTEM';
    if (speaker !== due) {
      return row.blame(`turns[${i}].speaker`, `is "${textOf(turn.speaker)}"`, {
        expected: `${due}: user and system take turns`,
        mend: TURNS_MEND,
      });
    }
    checkSpans(turn, i, row);
    if (speaker === 'USER') addUserTurn(talk, turn, state, format);
    else addSystemTurn(talk, turn);
  }
  const services = textsIn(value.services);
  const slices = services.length === 0 ? undefined : { service: oneOrMore(services) };
  return talk.dialogue({ id: textOf(value.dialogue_id), lang: 'en', slices }) ?? row.skip('no turn of the user');
}

function addUserTurn(talk: Conversation, turn: Fields, state: State, format: FrameFormat): void {
  const utterance = textOf(turn.utterance);
  const slots = new SlotBag();
  const intents: string[] = [];
  const requested: string[] = [];
  for (const frame of fieldsIn(turn.frames)) {
    const [service, now] = [textOf(frame.service), isFields(frame.state) ? frame.state : {}];
    if (textOf(now.active_intent) !== '') intents.push(textOf(now.active_intent));
    requested.push(...textsIn(now.requested_slots).map((slot) => format.slotName(service, slot)));
    for (const [slot, spellings] of Object.entries(isFields(now.slot_values) ? now.slot_values : {})) {
      const name = format.slotName(service, slot);
      const given = newValue(state, name, textsIn(spellings), utterance);
      if (given !== undefined) slots.add(name, given);
    }
  }
  const active = intents.filter((intent) => intent !== 'NONE');
  const open = talk.shopper(utterance, {
    // Where no service is active, that is what is to be said: the corpus counts NONE as a class.
    intent: oneOrMore(active.length > 0 ? active : intents),
    slots: slots.slots,
  });
  if (requested.length > 0) open.meta.requested_slots = requested;
}

/** The value that the turn adds to the state; of several spellings the longest that stands in the utterance. */
function newValue(state: State, name: string, spellings: readonly string[], utterance: string): string | undefined {
  const before = state.get(name);
  state.set(name, spellings);
  if (before?.some((spelling) => spellings.includes(spelling)) === true) return undefined;
  const said = utterance.toLowerCase();
  const longest = spellings.toSorted((a, b) => b.length - a.length);
  return longest.find((spelling) => said.includes(spelling.toLowerCase())) ?? spellings[0];
}

function addSystemTurn(talk: Conversation, turn: Fields): void {
  talk.reply(textOf(turn.utterance));
  if (talk.last === undefined) return;
  for (const frame of fieldsIn(turn.frames)) addProducts(talk.last, frame);
}

/** Every result that the service found is relevant (1); the one that is offered is the best (2). */
function addProducts(open: OpenTurn, frame: Fields): void {
  const results = fieldsIn(frame.service_results);
  if (results.length === 0) return;
  const offered = new Set(
    fieldsIn(frame.actions).flatMap((action) =>
      action.act === 'OFFER' ? textsIn(action.canonical_values ?? action.values) : [],
    ),
  );
  const grades = results.map((result) => {
    const name = nameOf(result);
    return [`${textOf(frame.service)}:${name.id}`, offered.has(name.value) ? 2 : 1] as const;
  });
  const products = (open.label.products ?? {}) as Record<string, number>;
  for (const [id, grade] of grades) products[id] = Math.max(grade, products[id] ?? 0);
  open.label.products = products;
}

/** Services give their results no ids: the member that is called a name or title is one, or else all values together. */
function nameOf(result: Fields): { readonly id: string; readonly value: string } {
  const key = Object.keys(result).find((name) => /(?:^|_)(?:name|title)$/.test(name));
  if (key !== undefined) return { id: textOf(result[key]), value: textOf(result[key]) };
  const values = Object.values(result).map(textOf);
  return { id: values.join('/'), value: values[0] ?? '' };
}

function checkSpans(turn: Fields, index: number, row: RowContext): void {
  const text = textOf(turn.utterance);
  for (const frame of fieldsIn(turn.frames)) {
    for (const { slot, start, exclusive_end: end, value } of fieldsIn(frame.slots)) {
      // Slots that are copied from elsewhere have no place in the text.
      if (start === undefined && end === undefined) continue;
      const marked = spanOf(text, start, end);
      const place = `turns[${index}].frames.slots.${textOf(slot)}`;
      const span = `the span [${String(start)}, ${String(end)}]`;
      if (marked === undefined) row.blame(place, `${span} lies outside of the text`, { mend: SPAN_MEND });
      else if (typeof value === 'string' && value !== marked)
        row.blame(place, `${span} is "${marked}"`, { expected: `"${value}"`, mend: SPAN_MEND });
    }
  }
}

/** Rows of the mapping that both corpora share. */
export const FRAME_MAPPING = [
  ['USER turn, SYSTEM turn', 'turn, its gold_reply'],
  ['state.active_intent of all frames', 'label.intent; NONE only where no frame has another'],
  ['state.slot_values', 'label.slots: what the turn adds or changes; of several spellings the one that was said'],
  ['state.requested_slots', 'meta.requested_slots of the turn'],
  ['services', 'slice service'],
] as const satisfies readonly (readonly [string, string])[];

/** Whether the first dialogue of a file has such an id. */
export function firstIdFits(head: string, id: RegExp): boolean {
  const found = /"dialogue_id"\s*:\s*"([^"]*)"/.exec(head)?.[1];
  return found !== undefined && id.test(found) && head.includes('"frames"');
}
