/** Schema-Guided Dialogue (Rastogi et al. 2020): dialogues_001.json …, user and system in turns, one frame a service. */
import { eachElement } from './each-row.js';
import { FRAME_MAPPING, firstIdFits, frameDialogue } from './frames.js';
import type { Importer } from './importer.js';
import { filesBySplit, headOf } from './look.js';

const FILE = /^dialogues_\d+\.json$/;

/** Slots of different services share names. */
const slotName = (service: string, slot: string) => `${service}.${slot}`;

export const sgd: Importer = {
  id: 'sgd',
  version: 1,
  says: 'Schema-Guided Dialogue: a folder with dialogues_001.json …, or with train, dev and test of such',
  mapping: [
    ...FRAME_MAPPING,
    ['service and slot', 'slot SERVICE.slot'],
    ['service_results', 'label.products SERVICE:name: 1 found, 2 offered'],
    ['train, dev, test', '--split'],
  ],
  async locate(place, certain) {
    const files = await filesBySplit(place, FILE, certain);
    const [first] = files;
    return certain && first !== undefined && !firstIdFits(await headOf(first.path), /^\d+_\d+$/) ? undefined : files;
  },
  read: (file, options) => eachElement(file, options, (value, row) => frameDialogue(value, row, { slotName })),
};
