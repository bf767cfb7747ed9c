/** Texts to token ids, by a tokenizer.json at the user's path. The library is an optional peer. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../schema/index.js';

export interface Tokenizer {
  /** @param special whether marks such as [CLS] are added. */
  encode(text: string, special: boolean): readonly number[];
  /** Id that stands for what the vocabulary does not know, where there is one. */
  readonly unknown: number | undefined;
}

/** @throws HarnessError E_EMBEDDING when the library is not installed or the file is none; E_FILE_MISSING. */
export async function openTokenizer(folder: string): Promise<Tokenizer> {
  const file = join(folder, 'tokenizer.json');
  if (!existsSync(file))
    throw new HarnessError({
      code: 'E_FILE_MISSING',
      message: 'no tokenizer.json in the model folder',
      file: folder,
      mend: 'check embeddings',
    });
  const { Tokenizer: Library } = await library();
  const config = join(folder, 'tokenizer_config.json');
  try {
    const model = await json(file);
    const tokenizer = new Library(model, existsSync(config) ? await json(config) : {});
    const mark = (model as { model?: { unk_token?: unknown } }).model?.unk_token;
    return {
      encode: (text, special) => tokenizer.encode(text, { add_special_tokens: special }).ids,
      unknown: typeof mark === 'string' ? tokenizer.token_to_id(mark) : undefined,
    };
  } catch (cause) {
    throw new HarnessError({ code: 'E_EMBEDDING', message: `not a tokenizer: ${(cause as Error).message}`, file }, { cause });
  }
}

async function json(file: string): Promise<object> {
  return JSON.parse(await readFile(file, 'utf8')) as object;
}

async function library(): Promise<typeof import('@huggingface/tokenizers')> {
  try {
    return await import('@huggingface/tokenizers');
  } catch (cause) {
    const mend = 'npm install @huggingface/tokenizers';
    throw new HarnessError(
      { code: 'E_EMBEDDING', message: 'embeddings from a folder need @huggingface/tokenizers', mend },
      { cause },
    );
  }
}
