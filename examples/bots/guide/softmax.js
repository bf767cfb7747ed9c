/** A linear classifier over character n-grams, trained at open(); what hand-written cues say is its starting point. */

/** Character 1- to 3-grams of a text with unit length, rare ones weighted up. */
export class Grams {
  /** @param {readonly string[]} texts */
  constructor(texts) {
    const counts = new Map();
    for (const text of texts) for (const gram of this.of(text)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    this.idf = new Map([...counts].filter(([, n]) => n > 1).map(([gram, n]) => [gram, Math.log((texts.length + 1) / n)]));
  }

  of(text) {
    const grams = new Set();
    for (const part of text.split(/[\s\p{P}\p{S}]+/u)) {
      const characters = [...part];
      for (let n = 1; n <= 3; n += 1) {
        for (let i = 0; i + n <= characters.length; i += 1) grams.add(characters.slice(i, i + n).join(''));
      }
    }
    return grams;
  }

  /** Feature → weight; grams that were never seen in training are left out. */
  weigh(text) {
    const known = [...this.of(text)].filter((gram) => this.idf.has(gram)).map((gram) => [gram, this.idf.get(gram)]);
    const length = Math.hypot(...known.map(([, weight]) => weight)) || 1;
    return known.map(([gram, weight]) => [gram, weight / length]);
  }
}

const EPOCHS = 20;
const RATE = 0.3;
const DECAY = 0.05;

/** Multinomial logistic regression. The prior of an example is added to its scores, so the weights learn only what it misses. */
export class Softmax {
  /**
   * @param {readonly string[]} labels
   * @param {readonly { features: [string, number][], prior: Map<string, number>, wanted: string[] }[]} examples
   */
  constructor(labels, examples) {
    this.labels = labels;
    this.at = new Map(labels.map((label, i) => [label, i]));
    this.weights = new Map();
    for (const { features } of examples) for (const [name] of features) this.weights.set(name, new Float64Array(labels.length));
    for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
      for (const example of examples) this.learn(example, RATE / (1 + epoch / 5));
      for (const weights of this.weights.values()) for (let i = 0; i < weights.length; i += 1) weights[i] *= 1 - DECAY * RATE;
    }
  }

  learn({ features, prior, wanted }, rate) {
    const errors = this.chances(features, prior);
    for (const label of wanted) errors[this.at.get(label)] -= 1 / wanted.length;
    for (const [name, value] of features) {
      const weights = this.weights.get(name);
      for (let i = 0; i < errors.length; i += 1) weights[i] -= rate * value * errors[i];
    }
  }

  /** Probabilities in the order of the labels. */
  chances(features, prior) {
    const scores = new Float64Array(this.labels.length);
    for (const [label, score] of prior) if (this.at.has(label)) scores[this.at.get(label)] += score;
    for (const [name, value] of features) {
      const weights = this.weights.get(name);
      if (weights !== undefined) for (let i = 0; i < scores.length; i += 1) scores[i] += value * weights[i];
    }
    const top = Math.max(...scores);
    let total = 0;
    for (let i = 0; i < scores.length; i += 1) total += scores[i] = Math.exp(scores[i] - top);
    return scores.map((score) => score / total);
  }

  /** Labels with their probabilities, the likeliest first. */
  ranked(features, prior) {
    const chances = this.chances(features, prior);
    return this.labels.map((name, i) => ({ name, confidence: chances[i] })).sort((a, b) => b.confidence - a.confidence);
  }
}
