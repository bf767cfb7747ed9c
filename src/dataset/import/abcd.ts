/** ABCD (Chen et al. 2021): agents with a handbook; each dialogue has a flow and subflow, and actions between the utterances. */
import { Conversation } from './conversation.js';
import { eachElement, type RowContext } from './each-row.js';
import { compact, isFields, textOf } from './fields.js';
import type { Importer } from './importer.js';
import { filesAt, headOf } from './look.js';

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (row.file.part !== undefined && row.key !== row.file.part) return undefined;
  if (!isFields(value)) return row.skip('no dialogue');
  const talk = new Conversation();
  const targets = targetsOf(value.delexed);
  const spoken = Array.isArray(value.original) ? value.original.length : 0;
  if (targets.length > 0 && targets.length !== spoken) {
    return row.blame('delexed', `holds ${targets.length} utterances`, { expected: `${spoken}, as original does` });
  }
  for (const [i, said] of (Array.isArray(value.original) ? value.original : []).entries()) {
    const [speaker, text] = Array.isArray(said) ? said.map(textOf) : [];
    const target = targets[i];
    if (speaker === 'customer') talk.shopper(text ?? '', { intent: target?.intent });
    else if (speaker === 'agent') talk.reply(text ?? '');
    else if (speaker === 'action' && talk.last === undefined) row.skip('an action before the customer speaks');
    else if (speaker === 'action') addAction(talk, text ?? '', target?.action);
    else return row.blame(`original[${i}][0]`, `is "${speaker ?? ''}"`, { expected: 'customer, agent or action' });
  }
  const scenario = isFields(value.scenario) ? value.scenario : {};
  const dialogue = talk.dialogue({
    id: `abcd-${textOf(value.convo_id) || row.index}`,
    lang: 'en',
    slices: compact({ flow: textOf(scenario.flow) || undefined, subflow: textOf(scenario.subflow) || undefined }),
  });
  return dialogue ?? row.skip('no utterance of the customer');
}

interface Target {
  readonly intent?: string;
  readonly action?: readonly unknown[];
}

/** Of each utterance, the subflow that the labellers saw, and the button that was pressed with its values. */
function targetsOf(delexed: unknown): readonly Target[] {
  if (!Array.isArray(delexed)) return [];
  return delexed.map((said: unknown) => {
    const [intent, , button, values] = isFields(said) && Array.isArray(said.targets) ? (said.targets as unknown[]) : [];
    return {
      ...(typeof intent === 'string' ? { intent } : {}),
      ...(typeof button === 'string' ? { action: [button, values ?? []] } : {}),
    };
  });
}

function addAction(talk: Conversation, text: string, action: readonly unknown[] | undefined): void {
  const meta = talk.last?.meta;
  if (meta === undefined) return;
  const [name, values] = action ?? [];
  meta.actions = [...((meta.actions as unknown[] | undefined) ?? []), compact({ text, name, values })];
}

export const abcd: Importer = {
  id: 'abcd',
  version: 1,
  says: 'ABCD: abcd_v1.1.json (train, dev, test), or abcd_sample.json',
  mapping: [
    ['customer, agent', 'turn, its gold_reply'],
    ['delexed.targets: the subflow', 'label.intent'],
    ['action, and its targets', 'meta.actions of the turn before'],
    ['flow, subflow', 'slices flow, subflow'],
    ['train, dev, test', '--split'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /^abcd.*\.json$/, certain);
    const [file] = files;
    if (file === undefined) return undefined;
    const head = await headOf(file.path);
    if (certain && !head.includes('"convo_id"')) return undefined;
    if (!head.trimStart().startsWith('{')) return files;
    return ['train', 'dev', 'test'].map((part) => ({ ...file, shown: `${file.shown}#${part}`, part, splits: [part] }));
  },
  read: (file, options) => eachElement(file, options, dialogueOf, file.part !== undefined),
};
