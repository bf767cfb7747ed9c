/** Finds the stored text that is most like a message, by the cosine of TF-IDF over n-grams. */
import { gramsOf } from './naive-bayes.js';

export class AnswerIndex {
  /** @param {readonly { key: string, answer: string }[]} entries what is asked, and what is answered */
  constructor(entries) {
    this.entries = entries;
    const documents = new Map();
    const bags = entries.map(({ key }) => countsOf(gramsOf(key)));
    for (const bag of bags) for (const gram of bag.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1);
    this.idf = new Map([...documents].map(([gram, n]) => [gram, Math.log((entries.length + 1) / n)]));
    /** gram → [entry, weight of unit length] */
    this.postings = new Map();
    bags.forEach((bag, entry) => {
      const weights = this.weigh(bag);
      for (const [gram, weight] of weights) {
        const list = this.postings.get(gram) ?? [];
        list.push([entry, weight]);
        this.postings.set(gram, list);
      }
    });
  }

  weigh(bag) {
    const weights = [...bag].flatMap(([gram, n]) => (this.idf.has(gram) ? [[gram, n * this.idf.get(gram)]] : []));
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return weights.map(([gram, weight]) => [gram, weight / length]);
  }

  /** The similarity of every entry that shares anything with the text, by its place. */
  similarities(text) {
    const scores = new Map();
    for (const [gram, weight] of this.weigh(countsOf(gramsOf(text)))) {
      for (const [entry, other] of this.postings.get(gram) ?? []) scores.set(entry, (scores.get(entry) ?? 0) + weight * other);
    }
    return scores;
  }

  /**
   * @param {(entry: number) => number} [bonus] added to the similarity of an entry
   * @returns {{ answer: string, entry: number, similarity: number } | undefined} undefined when nothing is shared
   */
  nearest(text, bonus = () => 0) {
    let best;
    for (const [entry, shared] of this.similarities(text)) {
      const similarity = shared + bonus(entry);
      if (best === undefined || similarity > best.similarity) best = { entry, similarity };
    }
    return best === undefined ? undefined : { answer: this.entries[best.entry].answer, ...best };
  }
}

function countsOf(grams) {
  const counts = new Map();
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}
