/** Cuts a body that is still coming into events: server-sent events, lines of JSON, or the text as it comes. */
import { createParser } from 'eventsource-parser';
import type { StreamConfig } from '../schema/index.js';

export interface StreamEvent {
  readonly data: string;
  /** Name of a server-sent event, when it states one. */
  readonly event?: string;
}

export interface EventCutter {
  /** @throws RangeError when one event is longer than the bound. */
  readonly push: (text: string) => readonly StreamEvent[];
  /** What is left at the end of the body. */
  readonly end: () => readonly StreamEvent[];
}

/** `maxCharacters` bounds one event. */
export function createEventCutter(format: StreamConfig['format'], maxCharacters: number): EventCutter {
  if (format === 'sse') return sseCutter(maxCharacters);
  return format === 'ndjson'
    ? lineCutter(maxCharacters)
    : { push: (text) => (text === '' ? [] : [{ data: text }]), end: () => [] };
}

function sseCutter(maxCharacters: number): EventCutter {
  let events: StreamEvent[] = [];
  let overlong = false;
  const parser = createParser({
    maxBufferSize: maxCharacters,
    onEvent: ({ data, event }) => events.push(event === undefined ? { data } : { data, event }),
    onError: ({ type }) => {
      overlong ||= type === 'max-buffer-size-exceeded';
    },
  });
  const push = (text: string) => {
    parser.feed(text);
    if (overlong) throw tooLong(maxCharacters);
    const cut = events;
    events = [];
    return cut;
  };
  // Many servers leave out the blank line after the last event.
  return { push, end: () => push('\n\n') };
}

function lineCutter(maxCharacters: number): EventCutter {
  let rest = '';
  const eventsOf = (lines: readonly string[]) => lines.filter((line) => line.trim() !== '').map((data) => ({ data }));
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > maxCharacters) throw tooLong(maxCharacters);
      return eventsOf(lines);
    },
    end: () => eventsOf([rest]),
  };
}

function tooLong(maxCharacters: number): RangeError {
  return new RangeError(`an event is over ${maxCharacters} characters`);
}
