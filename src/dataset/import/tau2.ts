/** Tasks of τ²-bench (Barres et al. 2025): what a customer calls for and what the agent should do; not what is said. */
import { eachElement, type RowContext } from './each-row.js';
import { compact, type Fields, fieldsIn, isFields, textOf } from './fields.js';
import type { Importer } from './importer.js';
import { filesAt, headOf } from './look.js';

const HANDOFF = 'transfer_to_human_agents';

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value)) return row.skip('no task');
  const scenario = isFields(value.user_scenario) ? value.user_scenario : {};
  // In some domains the instructions are one text.
  const given = isFields(scenario.instructions) ? scenario.instructions : { reason_for_call: scenario.instructions };
  const reason = textOf(given.reason_for_call);
  if (reason.trim() === '') return row.skip('no reason for the call');
  const criteria: Fields = isFields(value.evaluation_criteria) ? value.evaluation_criteria : {};
  const actions = fieldsIn(criteria.actions).map(({ name, arguments: with_ }) => ({ name, arguments: with_ }));
  const handoff = actions.some(({ name }) => name === HANDOFF) ? 'required' : undefined;
  const domain = textOf(given.domain);
  const { task_instructions, known_info, unknown_info } = given;
  return compact({
    id: `tau2-${textOf(value.id) || row.index}`,
    lang: 'en',
    slices: domain === '' ? undefined : { domain },
    turns: [
      compact({
        utterance: reason,
        label: compact({ handoff }),
        meta: compact({ actions, communicate: criteria.communicate_info, task_instructions, known_info, unknown_info }),
      }),
    ],
  });
}

export const tau2: Importer = {
  id: 'tau2',
  version: 1,
  says: 'τ²-bench: tasks.json of a domain',
  note: 'scenarios, not transcripts: each utterance is the reason for the call, told to a simulated customer',
  mapping: [
    ['task', 'a dialogue of one turn'],
    ['reason_for_call', 'utterance'],
    ['evaluation_criteria.actions', 'meta.actions of the turn; label.handoff required where a person takes over'],
    ['communicate_info, known_info, unknown_info, task_instructions', 'meta of the turn'],
    ['domain', 'slice domain'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /^tasks.*\.json$/, certain);
    return certain && files[0] !== undefined && !/"user_scenario"/.test(await headOf(files[0].path)) ? undefined : files;
  },
  read: (file, options) => eachElement(file, options, dialogueOf),
};
