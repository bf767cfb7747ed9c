/** MultiWOZ 2.2 (Zang et al. 2020): train, dev and test with dialogues_001.json …, in the shape of Schema-Guided Dialogue. */
import { eachElement } from './each-row.js';
import { FRAME_MAPPING, firstIdFits, frameDialogue } from './frames.js';
import type { Importer } from './importer.js';
import { filesBySplit, headOf } from './look.js';

const FILE = /^dialogues_\d+\.json$/;

/** Slots carry their domain: hotel-area. */
const slotName = (_service: string, slot: string) => slot;

export const multiwoz22: Importer = {
  id: 'multiwoz22',
  version: 1,
  says: 'MultiWOZ 2.2: a folder with train, dev and test, each with dialogues_001.json …',
  mapping: [...FRAME_MAPPING, ['hotel-area', 'slot hotel-area'], ['train, dev, test', '--split']],
  async locate(place, certain) {
    const files = await filesBySplit(place, FILE, certain);
    const [first] = files;
    return certain && first !== undefined && !firstIdFits(await headOf(first.path), /\.json$/) ? undefined : files;
  },
  read: (file, options) => eachElement(file, options, (value, row) => frameDialogue(value, row, { slotName })),
};
