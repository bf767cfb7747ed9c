/** Nearest neighbours by TF-IDF over character 1- to 3-grams: enough for short shopper messages, no model needed. */

/** @param {string} text */
export function grams(text) {
  const characters = [...text.replace(/[\s\p{P}\p{S}]+/gu, ' ')];
  const counts = new Map();
  for (let n = 1; n <= 3; n += 1) {
    for (let i = 0; i + n <= characters.length; i += 1) {
      const gram = characters.slice(i, i + n).join('');
      if (!gram.includes(' ')) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

export class TextIndex {
  /** @param {readonly { text: string }[]} entries */
  constructor(entries) {
    this.entries = entries;
    const documents = entries.map(({ text }) => grams(text));
    const frequency = new Map();
    for (const document of documents) for (const gram of document.keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
    this.unseen = Math.log(entries.length + 1);
    this.idf = new Map([...frequency].map(([gram, df]) => [gram, Math.log((entries.length + 1) / df)]));
    /** Gram → [entry, weight] pairs. */
    this.postings = new Map();
    documents.forEach((document, entry) => {
      for (const [gram, weight] of this.weigh(document)) {
        const list = this.postings.get(gram) ?? [];
        list.push([entry, weight]);
        this.postings.set(gram, list);
      }
    });
  }

  /** Unit-length weights. */
  weigh(counts) {
    const weights = [...counts].map(([gram, count]) => [gram, (1 + Math.log(count)) * (this.idf.get(gram) ?? this.unseen)]);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return weights.map(([gram, weight]) => [gram, weight / length]);
  }

  /** The `k` entries most like the text, with their cosine in (0,1]. */
  nearest(text, k) {
    const scores = new Map();
    for (const [gram, weight] of this.weigh(grams(text))) {
      for (const [entry, other] of this.postings.get(gram) ?? []) scores.set(entry, (scores.get(entry) ?? 0) + weight * other);
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, k)
      .map(([entry, score]) => ({ entry: this.entries[entry], score }));
  }
}
