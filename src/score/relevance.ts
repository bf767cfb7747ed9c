/** Relevance: the composite of nuggets, references and topic, with its reasons in words. */
import type { Answer, RelevanceScore } from '../schema/index.js';
import { type Reading, read } from '../text/index.js';
import { answerForm } from './answer-form.js';
import { factCredit } from './fact-credit.js';
import { assertedClaims } from './forbidden.js';
import { CARRIED_AT, describeNugget, findNuggets, type NuggetFinding, type NuggetScene, nuggetScore } from './nuggets.js';
import { judgeTopic, type TopicFinding } from './off-topic.js';
import { CONTRADICTION_CAP, matchReferences, type ReferenceMatch } from './reference-match.js';
import type { Scorer, TurnView } from './scorer.js';

/** Weights of the composite; those whose part is unlabelled are left out and the rest scaled up. */
export const NUGGET_WEIGHT = 0.8;
export const REFERENCE_WEIGHT = 0.1;
export const FOCUS_WEIGHT = 0.1;
/** Weight of the references where there are no nuggets. */
export const REFERENCE_WEIGHT_ALONE = 1;
/** A focus from here on counts in full. */
export const FULL_FOCUS = 0.5;
/** Value from which a reply passes. */
export const PASS_AT = 0.5;
/** With a vital nugget missed, values above this are pressed below {@link PASS_AT}. */
export const VITAL_MISSED_FROM = 0.4;
/** With every vital nugget carried, values below this are lifted to at least {@link PASS_AT}. */
export const VITAL_CARRIED_TO = 0.6;
/** Highest value of a reply that says it does not know, and of one that is off-topic. */
export const UNKNOWING_CAP = 0.3;
export const OFF_TOPIC_CAP = 0.2;

const SPARE = 0.01;

function failed(view: TurnView, answer: Answer): RelevanceScore {
  const nuggets = answer.nuggets === undefined || answer.nuggets.length === 0 ? {} : { nuggets: 0 };
  // No reply is beside the question too; what was never said cannot be a wrong claim.
  return { value: 0, pass: 0, critical: 0, offTopic: 1, ...nuggets, reasons: [`no reply: ${view.record.status}`] };
}

/** Weighted mean of the parts that are there. */
function blend(parts: readonly (readonly [value: number | undefined, weight: number])[]): number {
  let [sum, total] = [0, 0];
  for (const [value, weight] of parts) {
    if (value === undefined) continue;
    sum += weight * value;
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

/** Keeps the order of values, and keeps a reply without a vital nugget from passing and one with all of them from failing. */
function withVitals(value: number, findings: readonly NuggetFinding[]): number {
  const vital = findings.filter(({ nugget }) => nugget.vital);
  if (vital.length === 0) return value;
  if (vital.some(({ credit }) => credit < CARRIED_AT)) {
    if (value <= VITAL_MISSED_FROM) return value;
    return VITAL_MISSED_FROM + ((value - VITAL_MISSED_FROM) * (PASS_AT - SPARE - VITAL_MISSED_FROM)) / (1 - VITAL_MISSED_FROM);
  }
  return value >= VITAL_CARRIED_TO ? value : PASS_AT + (value * (VITAL_CARRIED_TO - PASS_AT)) / VITAL_CARRIED_TO;
}

function nuggetReasons(findings: readonly NuggetFinding[]): readonly string[] {
  return findings.flatMap(({ nugget, credit, contradicted, instead }) => {
    const kind = nugget.vital ? 'vital' : 'okay';
    if (contradicted) return [`contradicts ${kind} nugget ${describeNugget(nugget)}: says ${instead}`];
    return credit < CARRIED_AT ? [`misses ${kind} nugget ${describeNugget(nugget)}`] : [];
  });
}

const PERSONAL = new Set(['age', 'mass', 'length']);

/** "asked 3个月, reply speaks of 3岁": every age (weight, height) of the reply is at odds with the one that the shopper named. */
function askedOtherwise(utterance: Reading, reply: Reading): string | undefined {
  for (const asked of utterance.facts) {
    if (!PERSONAL.has(asked.dimension)) continue;
    const stated = reply.facts.filter((fact) => fact.dimension === asked.dimension);
    const [first] = stated;
    if (first === undefined || stated.some((fact) => factCredit(asked, fact))) continue;
    return `asked ${asked.text}, reply speaks of ${first.text}`;
  }
  return undefined;
}

interface Objection {
  readonly cap: number;
  readonly reason: string;
}

/** What else speaks against a reply that does not carry all vital nuggets, with the most it can then be worth. */
function objections(
  view: TurnView,
  scene: NuggetScene,
  match: ReferenceMatch | undefined,
  topic: TopicFinding,
): readonly Objection[] {
  const { reply, utterance, answer } = scene;
  const found: Objection[] = [];
  if (match?.against !== undefined) found.push({ cap: CONTRADICTION_CAP, reason: match.against });
  const other = askedOtherwise(utterance, reply);
  if (other !== undefined && !answer.references.some((reference) => askedOtherwise(utterance, reference) !== undefined)) {
    found.push({ cap: CONTRADICTION_CAP, reason: other });
  }
  const mayHandOver = (view.label?.handoff ?? 'none') !== 'none';
  if (!mayHandOver && reply.abstains && !answer.references.some((reference) => reference.abstains)) {
    found.push({ cap: UNKNOWING_CAP, reason: 'says that it does not know or hands over' });
  }
  if (topic.offTopic || topic.stock) found.push({ cap: OFF_TOPIC_CAP, reason: topic.reason ?? 'stock phrase' });
  return found;
}

/** The composite before objections. */
function composite(nuggets: number | undefined, match: ReferenceMatch | undefined, topic: TopicFinding): number {
  return blend([
    [nuggets, NUGGET_WEIGHT],
    [match?.value, nuggets === undefined ? REFERENCE_WEIGHT_ALONE : REFERENCE_WEIGHT],
    [Math.min(1, topic.focus / FULL_FOCUS), FOCUS_WEIGHT],
  ]);
}

/** Whether the reply carries every vital nugget, there being at least one. */
function isSure(findings: readonly NuggetFinding[]): boolean {
  const vital = findings.filter(({ nugget }) => nugget.vital);
  return vital.length > 0 && vital.every(({ credit }) => credit >= CARRIED_AT);
}

/** A reply that is a reference is right by definition. */
function exactReference(nuggets: number | undefined): RelevanceScore {
  return { value: 1, pass: 1, critical: 0, offTopic: 0, ...(nuggets === undefined ? {} : { nuggets }), reasons: [] };
}

function scoreReply(view: TurnView, answer: Answer, text: string): RelevanceScore {
  const scene: NuggetScene = {
    reply: read(text),
    utterance: read(view.turn.utterance),
    answer: answerForm(answer),
    state: view.state.gold,
  };
  const findings = findNuggets(scene);
  const nuggets = nuggetScore(findings);
  const match = matchReferences(scene);
  if (match?.same) return exactReference(nuggets);
  const claims = assertedClaims(scene.answer.forbidden, scene.reply);
  const critical = claims.length > 0 || findings.some(({ nugget, contradicted }) => nugget.vital && contradicted);
  const topic = judgeTopic(
    view,
    scene,
    findings.some(({ credit }) => credit >= CARRIED_AT),
  );
  const against = isSure(findings) ? [] : objections(view, scene, match, topic);
  const capped = Math.min(withVitals(composite(nuggets, match, topic), findings), ...against.map(({ cap }) => cap));
  const value = critical ? 0 : capped;
  return {
    value,
    pass: value >= PASS_AT ? 1 : 0,
    critical: critical ? 1 : 0,
    offTopic: topic.offTopic ? 1 : 0,
    ...(nuggets === undefined ? {} : { nuggets }),
    reasons: [
      ...claims.map((claim) => `asserts forbidden ${claim}`),
      ...nuggetReasons(findings),
      ...against.map(({ reason }) => reason),
    ],
  };
}

/** Undefined without references and nuggets, and on turns that the data cannot answer (see abstention). */
function scoreRelevance(view: TurnView): RelevanceScore | undefined {
  const answer = view.label?.answer;
  if (answer === undefined || answer.answerable === false) return undefined;
  if (answer.references === undefined && (answer.nuggets === undefined || answer.nuggets.length === 0)) return undefined;
  return view.reply === undefined ? failed(view, answer) : scoreReply(view, answer, view.reply.text);
}

export const relevanceScorer: Scorer<'relevance'> = { id: 'relevance', version: 1, score: scoreRelevance };
