/** A dot with its interval on a scale, as an SVG that stretches with its cell: lengths are in percent, so text and marks keep their size. */
import { botClass, botShape } from './bot-mark.js';
import { type Markup, markup } from './markup.js';

export interface Strip {
  readonly bot: number;
  readonly value: number;
  readonly lower?: number;
  readonly upper?: number;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
}

const LANE = 18;
export const UNIT_SCALE: Scale = { min: 0, max: 1 };

/** Position on the scale in percent, to a hundredth; beyond its ends the end. */
export function position(value: number, { min, max }: Scale): number {
  const share = max > min ? (value - min) / (max - min) : 0.5;
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100;
}

/** One lane a strip, grid lines at `ticks`. The figures stand beside it as text, so it is hidden from screen readers. */
export function intervalStrips(strips: readonly (Strip | undefined)[], scale: Scale, ticks: readonly number[]): Markup {
  const height = Math.max(1, strips.length) * LANE;
  const lines = ticks.map((tick) => {
    const x = `${position(tick, scale)}%`;
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${height}"/>`;
  });
  const marks = strips.map((strip, i) => (strip === undefined ? undefined : stripMark(strip, scale, i * LANE + LANE / 2)));
  return markup`<svg class="strip" width="100%" height="${height}" aria-hidden="true" focusable="false">${lines}${marks}</svg>`;
}

function stripMark({ bot, value, lower, upper }: Strip, scale: Scale, y: number): Markup {
  const whisker =
    lower === undefined || upper === undefined
      ? undefined
      : markup`<line class="whisker ${botClass(bot)}" x1="${position(lower, scale)}%" x2="${position(upper, scale)}%" y1="${y}" y2="${y}"/>`;
  return markup`${whisker}<svg x="${position(value, scale)}%" y="${y}" overflow="visible">${botShape(bot)}</svg>`;
}

/** Tick labels under or over a column of strips. */
export function tickLabels(ticks: readonly number[], scale: Scale, text: (tick: number) => string): Markup {
  const labels = ticks.map((tick) => markup`<span style="left:${position(tick, scale)}%">${text(tick)}</span>`);
  return markup`<span class="ticks" aria-hidden="true">${labels}</span>`;
}
