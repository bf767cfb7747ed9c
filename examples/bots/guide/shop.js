/** The catalogue as shoppers speak of it: by brand, line, kind, stage, size, price, or "that one". */
import { normalise } from './normalise.js';
import { kindIn } from './slots.js';

/** Parts of short names that name no single product. */
const GENERIC = /新生儿|座椅|套装|奶粉|宽口|洗发沐浴露/g;
/** Sold on a doctor's word only: never proposed. */
const PRESCRIBED = 'MB-F07';

const pairs = (word) => (/^[a-z]+$/.test(word) ? [word] : [...word].slice(1).map((_, i) => word.slice(i, i + 2)));

/** '3个月' → 3, '2岁半' → 30; undefined for pregnancies. */
export function monthsOf(age) {
  const [, number, unit, half] = /^(\d+)(个月|岁)(半)?/.exec(age ?? '') ?? [];
  if (number === undefined) return undefined;
  return unit === '岁' ? Number(number) * 12 + (half === undefined ? 0 : 6) : Number(number);
}

export function numberIn(value) {
  const match = /\d+(?:\.\d+)?/.exec(value ?? '');
  return match === null ? undefined : Number(match[0]);
}

export const within = (value, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY) =>
  value === undefined || (value >= low && value <= high);

/** 0–6个月, 6个月以上; empty when the product has no ages. */
export function ageRange({ attributes: { age_min_months: low, age_max_months: high } }) {
  if (low === undefined) return '';
  if (high !== undefined && high > 36) return `${low}个月到${high / 12}岁`;
  return high === undefined ? `${low}个月以上` : `${low}–${high}个月`;
}

/** Whether the product is for a child of this age, weight and height, as far as these are known. */
export function fits({ attributes }, { age, weight, height }) {
  return (
    within(monthsOf(age), attributes.age_min_months, attributes.age_max_months) &&
    within(numberIn(weight), attributes.weight_min_kg, attributes.weight_max_kg) &&
    within(numberIn(height), attributes.height_min_cm, attributes.height_max_cm)
  );
}

export class Shop {
  constructor(products, faq) {
    this.items = products.map((product) => {
      const short = normalise(product.short_name);
      const kind = kindIn(short) ?? kindIn(normalise(product.name));
      const line = [normalise(product.brand), kind ?? '', product.attributes.stage ?? '', GENERIC].reduce(
        (rest, part) => rest.replace(part, ''),
        short,
      );
      return { product, kind, brand: normalise(product.brand), line: pairs(line.replace(/(?:nb|xl|[sml])$/, '')) };
    });
    this.faq = new Map(faq.map(({ id, answer }) => [id, answer.split(/(?<=[。；])/).map((part) => part.replace(/[。；]$/, ''))]));
  }

  kindOf = (product) => this.items.find((item) => item.product === product).kind;
  isKind = (item, kind) => item.kind === kind || (kind === '奶粉' && item.kind === '羊奶粉');

  /**
   * What the words of a message single out. `view`: the products spoken of so far.
   * @returns {{ products: any[], sure: boolean, brand?: string }} `sure`: brand or line were said; `products` may be empty
   */
  named(text, view = []) {
    const brand = this.items.find((item) => text.includes(item.brand))?.product.brand;
    const scored = this.items.map((item) => ({ item, hits: item.line.filter((pair) => text.includes(pair)).length }));
    const best = Math.max(...scored.map(({ hits }) => hits));
    const sure = brand !== undefined || best > 0;
    const kind = kindIn(text);
    const inView = this.items.filter(({ product }) => view.includes(product));
    let pool = this.items;
    const keep = (test) => {
      const kept = pool.filter(test);
      if (kept.length > 0) pool = kept;
      return kept.length > 0;
    };
    if (brand !== undefined) keep((item) => item.product.brand === brand);
    if (best > 0) keep((item) => item.line.some((pair) => text.includes(pair)));
    const told = kind !== undefined && keep((item) => this.isKind(item, kind));
    const described = this.describe(text, keep, sure || told ? [] : inView);
    if (!sure && !told && !described) return { products: [], sure: false };
    if (!sure && inView.some((item) => pool.includes(item))) keep((item) => inView.includes(item));
    if (best > 0) {
      const share = (item) => item.line.filter((pair) => text.includes(pair)).length - item.line.length / 10;
      const top = Math.max(...pool.map(share));
      if (!/和|跟|与|还是/.test(text)) keep((item) => share(item) === top);
    }
    return { products: pool.map(({ product }) => product), sure, brand, exact: best > 0 || (brand !== undefined && told) };
  }

  /** Narrows by stage, size, material or price; without brand and kind only among what is like the products in view. */
  describe(text, keep, inView) {
    const stage = /([123])段/.exec(text)?.[0];
    const size = /(?<![a-z\d])(nb|xl|[sml])(?![a-z])/.exec(text)?.[1]?.toUpperCase();
    const price = /(?<!满|减)(\d{2,4})元?(?:那|的那|这)/.exec(text)?.[1];
    const small = /400g|小罐/.test(text);
    if (inView.length === 0 && stage === undefined && size === undefined) {
      if (small) keep((item) => item.product.attributes.net_weight_g === 400);
      return false;
    }
    const akin = (item) => inView.length === 0 || inView.some((seen) => seen.kind === item.kind && seen.brand === item.brand);
    const tests = [
      stage && ((item) => akin(item) && item.product.attributes.stage === stage),
      size &&
        ((item) =>
          akin(item) &&
          (item.product.attributes.size === size ||
            (item.product.attributes.size === undefined && item.product.short_name.endsWith(size)))),
      price && ((item) => akin(item) && item.product.price === Number(price)),
      small && ((item) => akin(item) && item.product.attributes.net_weight_g === 400),
    ].filter(Boolean);
    return tests.map((test) => keep(test)).some(Boolean);
  }

  /** Of several, those that fit the child; all when none does. */
  narrowed(products, slots) {
    const fitting = products.filter((product) => fits(product, slots) && within(product.price, 0, numberIn(slots.price_max)));
    return fitting.length > 0 ? fitting : products;
  }

  /** What can be proposed: in stock, of the kind, within the budget, fit for the child. */
  proposals(slots, { kinds = [slots.category], except = [] } = {}) {
    const { stage, size, price_max: priceMax, allergy, material, brand } = slots;
    const fitting = this.items
      .filter((item) => kinds.some((kind) => kind !== undefined && this.isKind(item, kind)))
      .map(({ product }) => product)
      .filter((product) => product.stock > 0 && product.id !== PRESCRIBED && !except.includes(product))
      .filter((product) => within(product.price, 0, numberIn(priceMax)) && fits(product, slots))
      .filter(
        ({ attributes }) =>
          allergy === undefined || !(attributes.allergen ?? '').replace(/不含[^，。]*/, '').includes(allergy.slice(0, 2)),
      );
    const wished = fitting.filter(
      (product) =>
        (stage === undefined || [undefined, stage].includes(product.attributes.stage)) &&
        (size === undefined || [undefined, size].includes(product.attributes.size)) &&
        (material === undefined || (product.attributes.material ?? '').includes(material)) &&
        (brand === undefined || product.brand === brand),
    );
    return wished.length > 0 ? wished : fitting;
  }

  /** A sentence of an FAQ entry, counted from 0. */
  quote = (id, sentence = 0) => this.faq.get(id)?.[sentence] ?? '';
}
