import { afterEach, describe, expect, it } from 'vitest';
import { imported, itOnPublicData } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';

afterEach(removeTempFolders);

const task = (id: string, instructions: unknown, actions: unknown = null) => ({
  id,
  user_scenario: { persona: null, instructions },
  evaluation_criteria: { actions, communicate_info: null },
});
const TASKS = [
  task('0', { domain: 'toys', reason_for_call: 'You want your money back.', known_info: 'You are Li.', task_instructions: '.' }, [
    { action_id: 'a', name: 'refund', arguments: { order: '#1' }, info: null },
    { action_id: 'b', name: 'transfer_to_human_agents', arguments: {} },
  ]),
  task('1', 'You want a bear.'),
  task('2', { reason_for_call: null }),
];

describe('τ²-bench', () => {
  it('gives scenarios: the reason for the call, with what should be done in meta', async () => {
    const folder = tempFolder({ 'tasks.json': JSON.stringify(TASKS, null, 2) });
    for (const spec of ['tau2:tasks.json', '.']) {
      const found = await imported(folder, spec);
      expect(found.problems).toEqual([]);
      expect(found.dialogues).toEqual([
        {
          id: 'tau2-0',
          lang: 'en',
          slices: { domain: 'toys' },
          turns: [
            {
              utterance: 'You want your money back.',
              label: { handoff: 'required' },
              meta: {
                actions: [
                  { name: 'refund', arguments: { order: '#1' } },
                  { name: 'transfer_to_human_agents', arguments: {} },
                ],
                communicate: null,
                known_info: 'You are Li.',
                task_instructions: '.',
              },
            },
          ],
        },
        { id: 'tau2-1', lang: 'en', turns: [{ utterance: 'You want a bear.', meta: { actions: [], communicate: null } }] },
      ]);
      expect(found.skipped).toEqual({ 'no reason for the call': 1 });
    }
  });

  itOnPublicData('tau2/tasks.json', '114 retail tasks', async (data) => {
    const found = await imported(data, 'tau2:tau2');
    expect([found.dialogues.length, found.problems, found.skipped]).toEqual([114, [], {}]);
  });
});
