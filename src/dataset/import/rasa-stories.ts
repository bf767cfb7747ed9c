/** Rasa's stories: what the user means and what the bot does, in order. YAML of version 3, and the markdown before it. */
import type { ForeignReadOptions } from '../source-file.js';
import { type Fields, fieldsIn, isFields, textOf } from './fields.js';
import { cleanName, unmark } from './rasa-nlu.js';
import { readYaml, textOfFile } from './yaml-document.js';

export type Step =
  | { readonly intent: string; readonly entities: Readonly<Record<string, string>>; readonly text?: string }
  | { readonly action: string };

export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly line: number;
}

type Options = Pick<ForeignReadOptions, 'onBytes' | 'report' | 'skip'>;
interface Place {
  readonly path: string;
  readonly shown: string;
}

/** The stories of a file in order. Of alternatives (`or`) the first is taken. */
export async function readStories(file: Place, options: Options): Promise<readonly Story[]> {
  return /\.md$/i.test(file.path) ? await markdownStories(file, options) : await yamlStories(file, options);
}

async function yamlStories({ path, shown }: Place, options: Options): Promise<readonly Story[]> {
  const document = await readYaml(path, shown, options);
  const stories = isFields(document?.value) ? document.value.stories : undefined;
  if (document === undefined || !Array.isArray(stories)) return [];
  return stories.flatMap((story: unknown, i) => {
    const line = document.lineOf(['stories', i]);
    if (!isFields(story)) return [];
    const steps = fieldsIn(story.steps).flatMap((step) => stepOf(step, (reason) => options.skip(reason, line)) ?? []);
    return [{ name: textOf(story.story) || `story ${i + 1}`, steps, line }];
  });
}

function stepOf(step: Fields, skip: (reason: string) => void): Step | undefined {
  if (Array.isArray(step.or)) {
    const [first, ...others] = fieldsIn(step.or);
    if (others.length > 0) skip('an alternative of a story (or)');
    return first === undefined ? undefined : stepOf(first, skip);
  }
  const action = textOf(step.action ?? step.bot);
  if (action !== '') return { action };
  const intent = textOf(step.intent).trim();
  if (intent !== '') {
    const entities = fieldsIn(step.entities).flatMap((entity) =>
      Object.entries(entity).map(([name, value]) => [name, textOf(value)]),
    );
    // The words of a test story carry the same marks as examples.
    const { text } = unmark(textOf(step.user).trim());
    return { intent, entities: Object.fromEntries(entities), ...(text === '' ? {} : { text }) };
  }
  // Events that nobody says: slot_was_set, active_loop, checkpoint.
  return undefined;
}

async function markdownStories({ path, shown }: Place, options: Options): Promise<readonly Story[]> {
  const text = await textOfFile(path, shown, options);
  const stories: { name: string; steps: Step[]; line: number }[] = [];
  for (const [i, row] of (text ?? '')
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .entries()) {
    const header = /^\s*##\s*(.*\S)/.exec(row)?.[1];
    if (header !== undefined) stories.push({ name: header, steps: [], line: i + 1 });
    const steps = stories.at(-1)?.steps;
    const meant = /^\s*\*\s*(.*\S)/.exec(row)?.[1];
    if (steps !== undefined && meant !== undefined)
      steps.push(userStep(meant, () => options.skip('an alternative of a story (or)', i + 1)));
    const action = /^\s*-\s+(.*\S)/.exec(row)?.[1];
    // Events too (slot{"a": 1}, form{"name": null}): no reply is called so.
    if (steps !== undefined && action !== undefined) steps.push({ action });
  }
  return stories;
}

/** `greet`, `inform{"city": "Rome"}`, `affirm OR thank` */
function userStep(text: string, alternative: () => void): Step {
  const [first = '', ...others] = text.split(/\s+OR\s+/);
  for (const _ of others) alternative();
  const [, name = first, json] = /^([^{]*)(\{.*\})?$/.exec(first) ?? [];
  let entities: Record<string, string> = {};
  try {
    const given: unknown = json === undefined ? {} : JSON.parse(json);
    if (isFields(given)) entities = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, textOf(value)]));
  } catch {
    // The name is what counts; entities that cannot be read are as good as none.
  }
  return { intent: cleanName(name), entities };
}
