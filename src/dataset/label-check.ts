/** What a decoder cannot know: whether intents are declared, products in the catalogue, and nugget ids unique. */
import {
  type Dialogue,
  type ErrorCode,
  type Label,
  NO_PREDICTION,
  type Nugget,
  OUT_OF_SCOPE,
  PROBLEMS_SHOWN,
  type Problem,
  type Product,
} from '../schema/index.js';
import { didYouMean } from './did-you-mean.js';
import type { Locate } from './explain.js';
import type { FaultQueue } from './fault-queue.js';

type Path = readonly PropertyKey[];

/** Checks the labels of one source against its own intents and catalogue; what is not declared is not checked. */
export class LabelCheck {
  private readonly intents: ReadonlySet<string> | undefined;

  constructor(
    private readonly problems: FaultQueue,
    intents: readonly string[] | undefined,
    private readonly products: ReadonlyMap<string, Product> | undefined,
  ) {
    this.intents = intents === undefined ? undefined : new Set([...intents, OUT_OF_SCOPE]);
  }

  /** `locate` is called only when something is wrong. */
  check(dialogue: Dialogue, locate: () => Locate): void {
    const { turns } = dialogue;
    for (let i = 0; i < turns.length; i += 1) {
      const label = turns[i]?.label;
      if (label !== undefined) this.checkLabel(label, i, locate);
    }
  }

  private checkLabel(label: Label, turn: number, locate: () => Locate): void {
    const { intent, products } = label;
    if (intent !== undefined) {
      if (typeof intent === 'string') this.checkIntent(intent, ['turns', turn, 'label', 'intent'], locate);
      else
        intent.forEach((one, i) => {
          this.checkIntent(one, ['turns', turn, 'label', 'intent', i], locate);
        });
    }
    if (products !== undefined && this.products !== undefined) {
      for (const id in products) {
        if (!this.products.has(id)) this.blameProduct(id, ['turns', turn, 'label', 'products', id], locate);
      }
    }
    const nuggets = label.answer?.nuggets;
    if (nuggets !== undefined && nuggets.length > 1) this.checkNuggets(nuggets, turn, locate);
  }

  private checkIntent(intent: string, path: Path, locate: () => Locate): void {
    if (intent === NO_PREDICTION) {
      this.blame('E_FIELD', `the intent "${intent}" is reserved`, path, locate, 'another name; oos for what no intent covers');
      return;
    }
    if (this.intents === undefined || this.intents.has(intent)) return;
    const known = this.intents;
    this.blame(
      'E_UNKNOWN_INTENT',
      `the intent "${intent}" is not declared`,
      path,
      locate,
      'an intent of dataset.yaml, or oos',
      () => didYouMean(intent, known, 'add it to the intents of dataset.yaml'),
    );
  }

  private blameProduct(id: string, path: Path, locate: () => Locate): void {
    const known = this.products?.keys() ?? [];
    this.blame('E_UNKNOWN_PRODUCT', `the catalogue has no product "${id}"`, path, locate, 'a product id of the catalogue', () =>
      didYouMean(id, known, 'add it to the catalogue'),
    );
  }

  private checkNuggets(nuggets: readonly Nugget[], turn: number, locate: () => Locate): void {
    const seen = new Set<string>();
    for (let i = 0; i < nuggets.length; i += 1) {
      const id = nuggets[i]?.id ?? '';
      if (seen.has(id)) {
        const path = ['turns', turn, 'label', 'answer', 'nuggets', i, 'id'];
        this.blame(
          'E_FIELD',
          `the nugget id "${id}" stands twice in this turn`,
          path,
          locate,
          'ids that are unique within a turn',
        );
      }
      seen.add(id);
    }
  }

  private blame(
    code: ErrorCode,
    message: string,
    path: Path,
    locate: () => Locate,
    expected: string,
    mend: () => Pick<Problem, 'mend'> = () => ({}),
  ): void {
    const shown = this.problems.count < PROBLEMS_SHOWN;
    this.problems.report({ code, message, expected, ...locate()(path), ...(shown ? mend() : {}) });
  }
}
