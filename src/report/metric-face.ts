/** How a metric is shown: its unit, which way is up, and a name for readers. Known by its key; an unknown key claims nothing. */
import type { Direction } from '../schema/index.js';
import type { Unit } from './figures.js';

export interface MetricFace {
  /** Readable name; the key itself where none is given. */
  readonly label: string;
  /** Chinese name, for a tooltip. */
  readonly zh?: string;
  readonly unit: Unit;
  readonly direction: Direction;
}

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  'intent.accuracy': ['Intent accuracy', '意图识别准确率'],
  'intent.macro_f1': ['Intent macro F1', '意图宏平均 F1'],
  'relevance.mean': ['Answer relevance', '回答相关性（均值）'],
  'relevance.pass_rate': ['Relevant answers', '回答合格率'],
  'relevance.critical_error_rate': ['Critical errors', '严重错误率'],
  'relevance.off_topic_rate': ['Off topic', '答非所问率'],
  'slots.joint_goal_accuracy': ['Joint goal accuracy', '联合目标准确率'],
  'slots.micro_f1': ['Slot F1', '槽位 F1'],
  'intent.ece': ['Calibration error', '校准误差'],
  'robustness.accuracy_drop': ['Accuracy lost on variants', '变体准确率下降'],
  'robustness.worst_case_accuracy': ['Worst-case accuracy', '最差变体准确率'],
  'oos.recall': ['Out-of-scope recall', '域外识别召回率'],
  'abstention.recall': ['Admits not knowing', '拒答召回率'],
  'abstention.fabrication_rate': ['Fabricated answers', '编造率'],
  'products.ndcg@5': ['Recommendation nDCG@5', '推荐 nDCG@5'],
  'handoff.recall': ['Hand-off recall', '转人工召回率'],
  'handoff.precision': ['Hand-off precision', '转人工精确率'],
  'latency.p50_ms': ['Latency p50', '延迟中位数'],
  'latency.p95_ms': ['Latency p95', '95 分位延迟'],
  'latency.error_rate': ['Errors', '错误率'],
  'latency.timeout_rate': ['Time-outs', '超时率'],
};

/** First match wins; the order goes from the special to the general. */
const RULES: ReadonlyArray<readonly [RegExp, Unit, Direction]> = [
  [/_ms$/, 'ms', 'lower'],
  [/(^|\.)throughput$/, 'per_second', 'higher'],
  [/(^|\.)(ece|ece_equal_width|brier|log_loss)$/, 'score', 'lower'],
  [/(^|\.)state_gain$/, 'score', 'higher'],
  [/(fpr95|accuracy_drop)$/, 'share', 'lower'],
  [/(critical_error|off_topic|hallucinated|unknown|error|timeout|empty|fabrication|failure)_rate$/, 'share', 'lower'],
  [/(accuracy(@1st)?|recall|precision|exact_match|invariance|pass_rate|recovery_rate|handled_rate)$/, 'share', 'higher'],
  [/(^|\.)(hit|precision|recall)@\d+$|(^|\.)pass\^\d+$|top_\d+_accuracy$/, 'share', 'higher'],
  [/(^|\.)(mean|chrf2|char_f1|bm25|mcc|kappa|auroc)$/, 'score', 'higher'],
  [/(_f1|(^|\.)mrr|(^|\.)map)$|(^|\.)ndcg(_exp)?@\d+$/, 'share', 'higher'],
];

/** The face of a metric; unit `score` and no direction for a key that no rule knows. */
export function metricFace(metric: string): MetricFace {
  const name = Object.hasOwn(NAMES, metric) ? NAMES[metric] : undefined;
  const rule = RULES.find(([pattern]) => pattern.test(metric));
  return {
    label: name?.[0] ?? metric,
    ...(name === undefined ? {} : { zh: name[1] }),
    unit: rule?.[1] ?? 'score',
    direction: rule?.[2] ?? 'none',
  };
}

/** The metrics that are broken down by slice. */
export const SLICE_METRICS = ['intent.accuracy', 'relevance.mean'] as const;

/** The quantiles of a latency line. */
export const LATENCY_METRICS = [
  'latency.p50_ms',
  'latency.p90_ms',
  'latency.p95_ms',
  'latency.p99_ms',
  'latency.max_ms',
] as const;
