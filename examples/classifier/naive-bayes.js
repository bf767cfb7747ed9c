/** Multinomial naive Bayes with additive smoothing over n-grams: small, fast, and hard to beat on short texts. */

/** Additive smoothing of the n-gram counts. */
const ALPHA = 0.1;
const HAN = /\p{Script=Han}/u;
const WORD = /[\p{L}\p{N}']+/gu;

/** One- and two-grams: of characters where the text holds Chinese, else of lower-case words. */
export function gramsOf(text) {
  const normal = text.normalize('NFKC').toLowerCase();
  const units = HAN.test(normal) ? [...normal.replace(/\s+/gu, '')] : (normal.match(WORD) ?? []);
  const joint = HAN.test(normal) ? '' : ' ';
  return [...units, ...units.slice(1).map((unit, i) => `${units[i]}${joint}${unit}`)];
}

/** Counts of a training set, with what `scores` needs worked out once. */
export class NaiveBayes {
  /** @param {Iterable<readonly [text: string, label: string]>} examples @param {number} [alpha] */
  constructor(examples, alpha = ALPHA) {
    const counts = new Map();
    const totals = new Map();
    const documents = new Map();
    for (const [text, label] of examples) {
      documents.set(label, (documents.get(label) ?? 0) + 1);
      for (const gram of gramsOf(text)) {
        let row = counts.get(gram);
        if (row === undefined) {
          row = new Map();
          counts.set(gram, row);
        }
        row.set(label, (row.get(label) ?? 0) + 1);
        totals.set(label, (totals.get(label) ?? 0) + 1);
      }
    }
    this.labels = [...documents.keys()].sort();
    this.at = new Map(this.labels.map((label, i) => [label, i]));
    const all = [...documents.values()].reduce((sum, n) => sum + n, 0);
    const denominators = this.labels.map((label) => (totals.get(label) ?? 0) + alpha * counts.size);
    /** log prior and the log likelihood of a gram that the class never showed. */
    this.priors = this.labels.map((label) => Math.log(documents.get(label) / all));
    this.floors = denominators.map((denominator) => Math.log(alpha / denominator));
    /** gram → [class, gain over the floor] pairs: only the classes that showed it. */
    this.gains = new Map(
      [...counts].map(([gram, row]) => [gram, [...row].map(([label, n]) => [this.at.get(label), Math.log((n + alpha) / alpha)])]),
    );
  }

  /** Log joint probability of the text with each label; grams that training never showed are left out. */
  scores(text) {
    const scores = [...this.priors];
    for (const gram of gramsOf(text)) {
      const gains = this.gains.get(gram);
      if (gains === undefined) continue;
      for (let i = 0; i < scores.length; i += 1) scores[i] += this.floors[i];
      for (const [label, gain] of gains) scores[label] += gain;
    }
    return scores;
  }

  /** Labels with their posterior probabilities, the likeliest first. */
  rank(text) {
    return this.ranked(this.scores(text));
  }

  /** Labels with the probabilities that log scores in their order come to, the likeliest first. */
  ranked(scores) {
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return this.labels
      .map((name, i) => ({ name, confidence: weights[i] / total }))
      .sort((a, b) => b.confidence - a.confidence || (a.name < b.name ? -1 : 1));
  }
}
