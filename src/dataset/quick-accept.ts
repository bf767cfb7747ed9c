/**
 * A hand-written acceptor of dialogues, several times as fast as the decoder that is the truth. It may reject what the decoder
 * accepts (the decoder then decides and explains), never the reverse.
 */
import type { Dialogue } from '../schema/index.js';

type Fields = Readonly<Record<string, unknown>>;

/** True only for what `dialogueSchema` accepts and leaves as it is. `value` must stem from JSON: no getters, no classes. */
export function isDialogue(value: unknown): value is Dialogue {
  if (!isFields(value)) return false;
  for (const key in value) {
    const field = value[key];
    switch (key) {
      case 'id':
      case 'parent':
      case 'lang':
        if (!isText(field)) return false;
        break;
      case 'turns':
        if (!isListOf(field, isTurn)) return false;
        break;
      case 'slices':
        if (!isRecordOf(field, isSliceValue)) return false;
        break;
      case 'shopper':
        if (!isShopper(field)) return false;
        break;
      case 'outcome':
        if (!isOutcome(field)) return false;
        break;
      case 'meta':
        break;
      default:
        return false;
    }
  }
  return value.id !== undefined && value.turns !== undefined;
}

function isTurn(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    const field = value[key];
    switch (key) {
      case 'utterance':
      case 'gold_reply':
        if (!isText(field)) return false;
        break;
      case 'label':
        if (!isLabel(field)) return false;
        break;
      case 'slices':
        if (!isRecordOf(field, isSliceValue)) return false;
        break;
      case 'meta':
        break;
      default:
        return false;
    }
  }
  return value.utterance !== undefined;
}

function isLabel(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    if (!isLabelField(key, value[key])) return false;
  }
  return true;
}

function isLabelField(key: string, field: unknown): boolean {
  switch (key) {
    case 'intent':
      return isText(field) || isListOf(field, isText);
    case 'slots':
      return isRecordOf(field, isSlotValue);
    case 'answer':
      return isAnswer(field);
    case 'products':
      return isRecordOf(field, isAmount);
    case 'handoff':
      return field === 'none' || field === 'required' || field === 'optional';
    case 'emotion':
    case 'emotion_handling':
      return isText(field);
    case 'satisfaction':
      return typeof field === 'number' && field >= 1 && field <= 5;
    default:
      return false;
  }
}

function isAnswer(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    const field = value[key];
    switch (key) {
      case 'references':
        if (!isListOf(field, isText)) return false;
        break;
      case 'answerable':
        if (typeof field !== 'boolean') return false;
        break;
      case 'nuggets':
        if (!isEmptyList(field) && !isListOf(field, isNugget)) return false;
        break;
      case 'forbidden':
        if (!isEmptyList(field) && !isListOf(field, isText)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function isNugget(value: unknown): boolean {
  if (!isFields(value)) return false;
  let kinds = 0;
  for (const key in value) {
    const field = value[key];
    switch (key) {
      case 'id':
        if (!isText(field)) return false;
        break;
      case 'vital':
        if (typeof field !== 'boolean') return false;
        break;
      case 'any':
        if (!isListOf(field, isText)) return false;
        kinds += 1;
        break;
      case 'fact':
      case 'slot':
        if (!isText(field)) return false;
        kinds += 1;
        break;
      default:
        return false;
    }
  }
  return kinds === 1 && value.id !== undefined && value.vital !== undefined;
}

function isShopper(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    if (key === 'preferences') {
      if (!isRecordOf(value[key], isSlotValue)) return false;
    } else if (key !== 'weights' || !isRecordOf(value[key], isAmount)) return false;
  }
  return true;
}

function isOutcome(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    const field = value[key];
    if (key === 'purchased') {
      if (typeof field !== 'boolean') return false;
    } else if (key === 'order_value') {
      if (!isAmount(field)) return false;
    } else if (key !== 'left_after' || !Number.isSafeInteger(field) || (field as number) < 1) return false;
  }
  return true;
}

function isSlotValue(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' ? Number.isFinite(value) : isListOf(value, isScalar);
}

function isSliceValue(value: unknown): boolean {
  return typeof value === 'string' || isListOf(value, isString);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list with at least one entry, all of which are `accepted`. */
function isListOf(value: unknown, accepted: (entry: unknown) => boolean): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  for (let i = 0; i < value.length; i += 1) {
    if (!accepted(value[i])) return false;
  }
  return true;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isRecordOf(value: unknown, accepted: (entry: unknown) => boolean): boolean {
  if (!isFields(value)) return false;
  for (const key in value) {
    // The decoder drops "__proto__" unread, so it must decide.
    if (key === '' || key === '__proto__' || !accepted(value[key])) return false;
  }
  return true;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/** A finite number that is not negative. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}
