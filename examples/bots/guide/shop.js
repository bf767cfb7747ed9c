/** Look-ups in the catalogue and the FAQ. */
import { normalise } from './normalise.js';
import { TextIndex } from './text-index.js';

/** Category word of the shopper → how to tell its products. */
const KINDS = {
  奶粉: (p) => p.category === 'formula',
  羊奶粉: (p) => p.category === 'formula' && p.attributes.protein_source === '山羊奶',
  秋衣: (p) => p.id === 'MB-W02',
};

/** '3个月' → 3, '2岁' → 24 */
export function monthsOf(age) {
  const months = /^(\d+)个月/.exec(age ?? '');
  if (months !== null) return Number(months[1]);
  const years = /^(\d+)岁/.exec(age ?? '');
  return years === null ? undefined : Number(years[1]) * 12;
}

function numberIn(value) {
  const match = /\d+(?:\.\d+)?/.exec(value ?? '');
  return match === null ? undefined : Number(match[0]);
}

function within(value, low, high) {
  return value === undefined || ((low === undefined || value >= low) && (high === undefined || value <= high));
}

export class Shop {
  constructor(products, faq) {
    this.products = products;
    this.faq = new TextIndex(faq.map((entry) => ({ ...entry, text: normalise(`${entry.question}${entry.answer}`) })));
    this.faqById = new Map(faq.map((entry) => [entry.id, entry]));
    this.names = products.map((product) => ({ product, name: normalise(product.short_name), brand: normalise(product.brand) }));
  }

  /** Products that the message names: by short name, else by the distinctive part of it. */
  named(text) {
    const whole = this.names.filter(({ name }) => text.includes(name)).map(({ product }) => product);
    if (whole.length > 0) return whole;
    return this.names
      .filter(({ name, brand }) => {
        const rest = name.replace(brand, '');
        return rest.length >= 2 && text.includes(rest) && (text.includes(brand) || rest.length >= 4);
      })
      .map(({ product }) => product);
  }

  /** Products that fit what is known of the wishes, best stock first. */
  fitting(state) {
    const { category, stage, size, price_max: priceMax } = state;
    const months = monthsOf(state.age);
    const weight = numberIn(state.weight);
    const limit = numberIn(priceMax);
    const isKind = KINDS[category] ?? ((p) => category !== undefined && p.attributes.type === category);
    return this.products.filter(
      (p) =>
        isKind(p) &&
        p.stock > 0 &&
        p.id !== 'MB-F07' &&
        (stage === undefined || p.attributes.stage === undefined || p.attributes.stage === stage) &&
        (size === undefined || p.attributes.size === undefined || p.attributes.size === size) &&
        (limit === undefined || p.price <= limit) &&
        within(months, p.attributes.age_min_months, p.attributes.age_max_months) &&
        within(weight, p.attributes.weight_min_kg, p.attributes.weight_max_kg),
    );
  }

  /** The best of these FAQ entries for the message. */
  answerFrom(ids, text) {
    const best = this.faq.nearest(text, this.faq.entries.length).find(({ entry }) => ids.includes(entry.id));
    return (best?.entry ?? this.faqById.get(ids[0])).answer;
  }

  /** The best FAQ entry of all. */
  bestFaq(text) {
    return this.faq.nearest(text, 1)[0];
  }
}
