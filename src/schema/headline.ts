/** What a report tells first, in this order, and what the bots of one run are compared by. */
export const HEADLINE_METRICS: readonly string[] = [
  'intent.accuracy',
  'intent.macro_f1',
  'intent.ece',
  'oos.recall',
  'robustness.accuracy_drop',
  'relevance.mean',
  'relevance.pass_rate',
  'relevance.critical_error_rate',
  'relevance.off_topic_rate',
  'abstention.fabrication_rate',
  'slots.joint_goal_accuracy',
  'products.ndcg@5',
  'handoff.recall',
  'latency.p95_ms',
  'latency.error_rate',
  'latency.timeout_rate',
];
