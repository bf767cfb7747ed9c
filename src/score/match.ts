/** Match: how well what the bot recommended fits the shopper's latent preferences. */
import type { Dialogue, Product, SlotValue } from '../schema/index.js';
import { compareFacts, contentText, factsOf, indexOfPattern, matchingForm, type TypedFact } from '../text/index.js';
import { valuesOf } from './slot-pair.js';

type Shopper = NonNullable<Dialogue['shopper']>;

/** A price over the limit by this share of it fits no more; in between the fit falls linearly. */
export const PRICE_TOLERANCE = 0.5;

function numberOf(value: SlotValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const found = /\d+(?:\.\d+)?/.exec(matchingForm(value));
  return found === null ? undefined : Number(found[0]);
}

function priceFit(price: number | undefined, limit: number | undefined): number | undefined {
  if (price === undefined || limit === undefined) return undefined;
  if (price <= limit) return 1;
  return limit === 0 ? 0 : Math.max(0, 1 - (price - limit) / (PRICE_TOLERANCE * limit));
}

/** The stretch that `age_min_months` and `age_max_months` (or `weight_min_kg` …) of a product span, as a fact. */
function spanOf(attributes: Readonly<Record<string, unknown>>, name: string): TypedFact | undefined {
  const bound = (end: 'min' | 'max') => Object.entries(attributes).find(([key]) => key.startsWith(`${name}_${end}`));
  const [low, high] = [bound('min'), bound('max')];
  const unit = { months: '个月', kg: 'kg', cm: 'cm', years: '岁', g: 'g' }[
    /(months|kg|cm|years|g)$/.exec(low?.[0] ?? high?.[0] ?? '')?.[1] ?? ''
  ];
  if (unit === undefined) return undefined;
  if (typeof low?.[1] === 'number' && typeof high?.[1] === 'number') return factsOf(`${low[1]}-${high[1]}${unit}`)[0];
  if (typeof low?.[1] === 'number') return factsOf(`${low[1]}${unit}以上`)[0];
  return typeof high?.[1] === 'number' ? factsOf(`${high[1]}${unit}以内`)[0] : undefined;
}

/** What a product says about an attribute, as text. */
function statedValue(product: Product, name: string): string | undefined {
  const value = product.attributes?.[name] ?? (product as Readonly<Record<string, unknown>>)[name];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(String).join(',') : undefined;
}

function textFit(wanted: string, stated: string): number {
  const [want, have] = [factsOf(wanted), factsOf(stated)];
  const sameKind = want.flatMap((w) => have.map((h) => compareFacts(w, h))).filter((agreement) => agreement !== 'unrelated');
  if (sameKind.length > 0) return sameKind.includes('compatible') ? 1 : 0;
  const [a, b] = [matchingForm(wanted), matchingForm(stated)];
  return contentText(a) === contentText(b) || indexOfPattern(b, a) >= 0 || indexOfPattern(a, b) >= 0 ? 1 : 0;
}

/** Catalogues name their categories by codes of their own; the type and the name of a product say what it is as shoppers do. */
function categoryFit(product: Product, value: SlotValue): number {
  const stated = [product.category, statedValue(product, 'type'), product.name].filter((text) => text !== undefined);
  return Math.max(...valuesOf(value).flatMap((wanted) => stated.map((text) => textFit(String(wanted), text))));
}

/** How well one product meets one wish, in [0,1]; undefined when the product says nothing about it. */
function attributeFit(product: Product, name: string, value: SlotValue): number | undefined {
  if (name === 'price_max') return priceFit(product.price, numberOf(value));
  if (name === 'category') return categoryFit(product, value);
  const span = spanOf(product.attributes ?? {}, name);
  const stated = statedValue(product, name);
  const fits = valuesOf(value).map((one) => {
    const wanted = String(one);
    const facts = span === undefined ? [] : factsOf(wanted).filter((fact) => fact.dimension === span.dimension);
    if (span !== undefined && facts.length > 0) return facts.some((fact) => compareFacts(fact, span) === 'compatible') ? 1 : 0;
    if (stated !== undefined) return textFit(wanted, stated);
    return name === 'brand' ? textFit(wanted, product.name) : undefined;
  });
  const known = fits.filter((fit) => fit !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function productFit(
  product: Product,
  preferences: NonNullable<Shopper['preferences']>,
  weights: Shopper['weights'],
): number | undefined {
  let [sum, total] = [0, 0];
  for (const [name, value] of Object.entries(preferences)) {
    const fit = attributeFit(product, name, value);
    const weight = weights?.[name] ?? 1;
    if (fit === undefined) continue;
    sum += weight * fit;
    total += weight;
  }
  return total === 0 ? undefined : sum / total;
}

/**
 * Σ w·similarity / Σ w over the attributes that the shopper's preferences name and the product states (weight 1 unless given),
 * of the best of the recommended products; in [0,1]. Undefined without preferences, without a catalogue, or when nothing
 * that was recommended can be judged; a product unknown to the catalogue fits by 0. Source: the conversion model.
 */
export function matchPreferences(
  shopper: Shopper | undefined,
  recommended: readonly string[],
  products: ReadonlyMap<string, Product> | undefined,
): number | undefined {
  const preferences = shopper?.preferences;
  if (preferences === undefined || products === undefined || Object.keys(preferences).length === 0) return undefined;
  let best: number | undefined;
  for (const id of new Set(recommended)) {
    const product = products.get(id);
    const fit = product === undefined ? 0 : productFit(product, preferences, shopper?.weights);
    if (fit !== undefined && (best === undefined || fit > best)) best = fit;
  }
  return best;
}
