/** Asks each question once: from the cache where it is there, else of the model, and keeps the answer. */
import type { AnswerStore } from './answer-store.js';
import { questionKey } from './answer-store.js';
import { answerOf, type ModelAnswer } from './judge-answer.js';
import { type ModelEndpoint, ModelFailure } from './model-endpoint.js';

const PATH = 'chat/completions';

/** An answer, or why there is none. */
export type Asked = { readonly answer: ModelAnswer } | { readonly failure: string };

export class QuestionAsker {
  /** Questions that the model was asked, and those that the cache answered. */
  asked = 0;
  cached = 0;
  readonly usage = { input_tokens: 0, output_tokens: 0 };

  /** @param endpoint absent offline: what is not in the cache fails. */
  constructor(
    private readonly store: AnswerStore<ModelAnswer>,
    private readonly endpoint: ModelEndpoint | undefined,
  ) {}

  async ask(body: string): Promise<Asked> {
    const key = questionKey(PATH, body);
    const kept = this.store.get(key);
    if (kept !== undefined) {
      this.cached += 1;
      return { answer: kept };
    }
    if (this.endpoint === undefined) return { failure: 'not in the cache' };
    this.asked += 1;
    try {
      const answer = answerOf(await this.endpoint.post(PATH, body));
      if (answer === undefined) return { failure: 'no whole completion' };
      this.usage.input_tokens += answer.input_tokens;
      this.usage.output_tokens += answer.output_tokens;
      await this.store.put(key, answer);
      return { answer };
    } catch (error) {
      if (error instanceof ModelFailure) return { failure: error.message };
      throw error;
    }
  }
}
