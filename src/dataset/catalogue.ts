/** The catalogue of a dataset folder: JSON lines of products with unique ids. */
import { type Problem, type Product, productSchema } from '../schema/index.js';
import { explain, locateIn } from './explain.js';
import { FaultQueue } from './fault-queue.js';
import { readJsonl } from './jsonl.js';

/**
 * The products by id, in the order of the file. An empty catalogue knows no product.
 * Everything wrong is reported; the products that are well are returned all the same.
 * @throws the file system's error when the file cannot be read.
 */
export async function readCatalogue(
  path: string,
  shown: string,
  report: (problem: Problem) => void,
): Promise<ReadonlyMap<string, Product>> {
  const faults = new FaultQueue(report);
  const products = new Map<string, Product>();
  const lineOf = new Map<string, number>();
  for await (const { values, lines } of readJsonl({ path, shown }, { report: faults.report })) {
    values.forEach((value, i) => {
      const line = lines[i] ?? 0;
      faults.flushBefore(line);
      const problems = explain(productSchema, value, locateIn(shown, line));
      problems.forEach(faults.report);
      if (problems.length > 0) return;
      const product = value as Product;
      const first = lineOf.get(product.id);
      if (first !== undefined) faults.report(doubleId(product.id, shown, line, first));
      else {
        lineOf.set(product.id, line);
        products.set(product.id, product);
      }
    });
  }
  faults.flush();
  return products;
}

function doubleId(id: string, file: string, line: number, first: number): Problem {
  const message = `the product id "${id}" stands already on line ${first}`;
  return { code: 'E_DUPLICATE_ID', file, line, field: 'id', message, expected: 'an id that no other product has' };
}
