/** Relevance: the composite of nuggets, references and topic, with its reasons in words. */
import type { Answer, RelevanceScore } from '../schema/index.js';
import { type Reading, read, type TypedFact } from '../text/index.js';
import { type AnswerForm, answerForm } from './answer-form.js';
import { isDerived } from './derived-fact.js';
import { evades } from './evasion.js';
import { factCredit } from './fact-credit.js';
import { assertedClaims } from './forbidden.js';
import { NEAR_CREDIT } from './near-nugget.js';
import { CARRIED_AT, describeNugget, findNuggets, type NuggetFinding, type NuggetScene, nuggetScore } from './nuggets.js';
import { judgeTopic, type TopicFinding } from './off-topic.js';
import { CONTRADICTION_SHARE } from './reference-conflict.js';
import { matchReferences, type ReferenceMatch } from './reference-match.js';
import type { Scorer, TurnView } from './scorer.js';
import { judgeStance, OTHER_STANCE_SHARE, SAME_STANCE_WORTH, type StanceFinding } from './stance-conflict.js';
import { FAILING, PASSING, tilted, tiltOf, weakReasons } from './tilt.js';
import { type WeakSigns, weakSigns } from './weak-sign.js';

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
/** What a reply is worth at least that speaks for itself without a word of the label: more than one that contradicts it. */
export const SILENT_WORTH = 0.03;
/** What is left of the value of a reply that says it does not know, and of one that is off-topic. */
export const UNKNOWING_SHARE = 0.3;
export const OFF_TOPIC_SHARE = 0.2;
/** A reply that comes so close to a missed nugget takes it up; patterns are short, and what is farther off shares a word by chance. */
export const TAKEN_UP = 0.7;

const SPARE = 0.01;

/** A score in the order in which its parts are read; `nuggets` is left out where there are none. */
function scoreOf(
  value: number,
  critical: boolean,
  offTopic: boolean,
  nuggets: number | undefined,
  reasons: readonly string[],
): RelevanceScore {
  const pass = value >= PASS_AT ? 1 : 0;
  const wrong = critical ? 1 : 0;
  const beside = offTopic ? 1 : 0;
  return nuggets === undefined
    ? { value, pass, critical: wrong, offTopic: beside, reasons }
    : { value, pass, critical: wrong, offTopic: beside, nuggets, reasons };
}

function failed(view: TurnView, answer: Answer): RelevanceScore {
  const nuggets = answer.nuggets === undefined || answer.nuggets.length === 0 ? undefined : 0;
  // No reply is beside the question too; what was never said cannot be a wrong claim.
  return scoreOf(0, false, true, nuggets, [`no reply: ${view.record.status}`]);
}

/** How the nuggets fare as a whole. */
interface NuggetSummary {
  readonly score: number | undefined;
  /** The score with what comes close to a missed one, for ranking. */
  readonly near: number | undefined;
  /** How close it comes to the nearest missed one, in [0,1]. */
  readonly nearest: number;
  /** Whether every vital nugget is carried; undefined when there is none. */
  readonly vital: boolean | undefined;
  /** Any nugget is carried. */
  readonly carried: boolean;
  /** A vital one is contradicted. */
  readonly contradicted: boolean;
}

function summarise(findings: readonly NuggetFinding[]): NuggetSummary {
  let vital: boolean | undefined;
  let carried = false;
  let contradicted = false;
  let nearest = 0;
  for (const finding of findings) {
    nearest = Math.max(nearest, finding.near / NEAR_CREDIT);
    const has = finding.credit >= CARRIED_AT;
    carried ||= has;
    if (!finding.nugget.vital) continue;
    vital = has && vital !== false;
    contradicted ||= finding.contradicted;
  }
  return { score: nuggetScore(findings), near: nuggetScore(findings, true), nearest, vital, carried, contradicted };
}

/** Weighted mean of the parts that are there, before objections. */
function composite(nuggets: number | undefined, match: ReferenceMatch | undefined, focus: number): number {
  let sum = 0;
  let total = 0;
  if (nuggets !== undefined) {
    sum += NUGGET_WEIGHT * nuggets;
    total += NUGGET_WEIGHT;
  }
  if (match !== undefined) {
    // Without nuggets, what speaks against the reference is an objection to the whole.
    const [value, weight] = nuggets === undefined ? [match.value, REFERENCE_WEIGHT_ALONE] : [match.worth, REFERENCE_WEIGHT];
    sum += weight * value;
    total += weight;
  }
  sum += FOCUS_WEIGHT * Math.min(1, focus / FULL_FOCUS);
  total += FOCUS_WEIGHT;
  return sum / total;
}

/** Keeps the order of values, and keeps a reply without a vital nugget from passing and one with all of them from failing. */
function withVitals(value: number, vital: boolean | undefined): number {
  if (vital === undefined) return value;
  if (!vital) {
    if (value <= VITAL_MISSED_FROM) return value;
    return VITAL_MISSED_FROM + ((value - VITAL_MISSED_FROM) * (PASS_AT - SPARE - VITAL_MISSED_FROM)) / (1 - VITAL_MISSED_FROM);
  }
  return value >= VITAL_CARRIED_TO ? value : PASS_AT + (value * (VITAL_CARRIED_TO - PASS_AT)) / VITAL_CARRIED_TO;
}

/** Why a nugget is not carried; undefined when it is. */
function nuggetReason({ nugget, credit, contradicted, instead }: NuggetFinding): string | undefined {
  if (!contradicted && credit >= CARRIED_AT) return undefined;
  const what = `${nugget.vital ? 'vital' : 'okay'} nugget ${describeNugget(nugget)}`;
  return contradicted ? `contradicts ${what}: says ${instead}` : `misses ${what}`;
}

const PERSONAL = new Set(['age', 'mass', 'length']);

/** "asked 3个月, reply speaks of 3岁": every age (weight, height) of the reply is at odds with the one that the shopper named. */
function askedOtherwise(utterance: Reading, reply: Reading, scene?: NuggetScene): string | undefined {
  for (const asked of utterance.facts) {
    if (!PERSONAL.has(asked.dimension)) continue;
    const stated = reply.facts.filter((fact) => fact.dimension === asked.dimension);
    // What the label itself says beside it (60 g a day for a cat of 5 kg) is no other one.
    const first = stated.find(
      (fact) =>
        scene === undefined ||
        !(labelledFacts(scene.answer).some((own) => factCredit(own, fact) === 1) || isDerived(fact, scene)),
    );
    if (first === undefined || stated.some((fact) => factCredit(asked, fact))) continue;
    return `asked ${asked.text}, reply speaks of ${first.text}`;
  }
  return undefined;
}

/** Whether the label itself speaks of another such quantity than the shopper's (a bed of 65 cm for a gap of 67 cm). */
function speaksOtherwise({ utterance, answer }: NuggetScene): boolean {
  if (answer.references.some((reference) => askedOtherwise(utterance, reference) !== undefined)) return true;
  return utterance.facts.some(
    (asked) =>
      PERSONAL.has(asked.dimension) && answer.nuggets.some(({ fact }) => fact !== undefined && factCredit(asked, fact) === 0),
  );
}

function labelledFacts({ references, nuggets }: AnswerForm): readonly TypedFact[] {
  const ofNuggets = nuggets.flatMap(({ fact, patterns }) => [fact, ...patterns.map((pattern) => pattern.fact)]);
  return [...references.flatMap(({ facts }) => facts), ...ofNuggets.filter((fact) => fact !== undefined)];
}

interface Objection {
  /** In (0,1): by this the value is multiplied. */
  readonly share: number;
  readonly reason: string;
}

/** What else speaks against a reply that does not carry all vital nuggets, with what that leaves of its value. */
function objections(
  view: TurnView,
  scene: NuggetScene,
  match: ReferenceMatch | undefined,
  topic: TopicFinding,
  stance: StanceFinding | undefined,
): readonly Objection[] {
  const { reply, utterance, answer } = scene;
  const found: Objection[] = [];
  const against = match?.against;
  // A yes that is right outweighs the words that it is wrapped in: Sure, no onions.
  const outweighed = against?.bySignAlone === true && stance?.agrees === true;
  if (against !== undefined && !outweighed) found.push({ share: against.share, reason: against.reasons.join('; ') });
  if (stance?.agrees === false) found.push({ share: OTHER_STANCE_SHARE, reason: stance.reason });
  const other = askedOtherwise(utterance, reply, scene);
  if (other !== undefined && !speaksOtherwise(scene)) {
    found.push({ share: CONTRADICTION_SHARE, reason: other });
  }
  const mayHandOver = (view.label?.handoff ?? 'none') !== 'none';
  if (!mayHandOver && reply.abstains && !answer.references.some((reference) => reference.abstains)) {
    found.push({ share: UNKNOWING_SHARE, reason: 'says that it does not know or hands over' });
  }
  if (evades(scene)) found.push({ share: UNKNOWING_SHARE, reason: 'leaves the choice open' });
  if (topic.offTopic || topic.stock) found.push({ share: OFF_TOPIC_SHARE, reason: topic.reason ?? 'stock phrase' });
  return found;
}

const NO_OBJECTIONS: readonly Objection[] = [];

function reasonsOf(claims: readonly string[], findings: readonly NuggetFinding[], against: readonly Objection[]): string[] {
  const reasons: string[] = [];
  for (const claim of claims) reasons.push(`asserts forbidden ${claim}`);
  for (const finding of findings) {
    const reason = nuggetReason(finding);
    if (reason !== undefined) reasons.push(reason);
  }
  for (const { reason } of against) reasons.push(reason);
  return reasons;
}

/** A reply with its value before weak signs move it, and those signs; undefined for one whose value they do not touch. */
export interface JudgedReply {
  readonly score: RelevanceScore;
  readonly signs: WeakSigns | undefined;
}

/** Where a value lies between the ends of its verdict, in [0,1]. */
export function shareInVerdict(value: number): number {
  return value >= PASS_AT ? (value - PASS_AT) / (1 - PASS_AT) : value / PASS_AT;
}

/** A value moved by weak signs; it keeps its verdict. */
function moved(value: number, signs: WeakSigns): number {
  const passes = value >= PASS_AT;
  const share = tilted(shareInVerdict(value), tiltOf(signs), passes ? PASSING : FAILING);
  return passes ? PASS_AT + (1 - PASS_AT) * share : PASS_AT * share;
}

/** A reply before weak signs move its value. */
export function judgeReply(view: TurnView, answer: Answer, text: string): JudgedReply {
  const scene: NuggetScene = {
    reply: read(text),
    utterance: read(view.turn.utterance),
    answer: answerForm(answer),
    state: view.state.gold,
  };
  const findings = findNuggets(scene);
  const nuggets = summarise(findings);
  const matches = matchReferences(scene);
  const { best, coverage, stated } = matches;
  // A reply that is a reference is right by definition.
  if (best?.same) return { score: scoreOf(1, false, false, nuggets.score, []), signs: undefined };
  const claims = assertedClaims(scene.answer.forbidden, scene.reply);
  const critical = claims.length > 0 || nuggets.contradicted;
  const takenUp = nuggets.nearest >= TAKEN_UP ? nuggets.nearest : 0;
  const topic = judgeTopic(view, scene, nuggets.carried, Math.max(coverage, stated, takenUp));
  const stance = nuggets.vital === true ? undefined : judgeStance(scene);
  const against = nuggets.vital === true ? NO_OBJECTIONS : objections(view, scene, best, topic, stance);
  const plain = composite(nuggets.near, best, topic.focus);
  const least = stance?.agrees === true ? SAME_STANCE_WORTH : SILENT_WORTH;
  const lifted = least + (1 - least) * plain;
  let value = critical ? 0 : withVitals(lifted, nuggets.vital);
  for (const { share } of against) value *= share;
  const score = scoreOf(value, critical, topic.offTopic, nuggets.score, reasonsOf(claims, findings, against));
  return { score, signs: critical ? undefined : weakSigns(scene, matches) };
}

function scoreReply(view: TurnView, answer: Answer, text: string): RelevanceScore {
  const { score, signs } = judgeReply(view, answer, text);
  if (signs === undefined) return score;
  return { ...score, value: moved(score.value, signs), reasons: [...score.reasons, ...weakReasons(signs)] };
}

/** Undefined without references and nuggets, and on turns that the data cannot answer (see abstention). */
function scoreRelevance(view: TurnView): RelevanceScore | undefined {
  const answer = view.label?.answer;
  if (answer === undefined || answer.answerable === false) return undefined;
  if (answer.references === undefined && (answer.nuggets === undefined || answer.nuggets.length === 0)) return undefined;
  return view.reply === undefined ? failed(view, answer) : scoreReply(view, answer, view.reply.text);
}

export const relevanceScorer: Scorer<'relevance'> = { id: 'relevance', version: 8, score: scoreRelevance };
