/** One suite, every live adapter: real modules, real loopback servers, real processes. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BotFailure, type BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { FULL, UNICODE } from './fixtures/replies.mjs';
import {
  callOf,
  context,
  eventually,
  gist,
  giveUp,
  hasPython,
  heldOf,
  itOccurs,
  outcomeOf,
  type Rig,
  requestOf,
  rigs,
  type Started,
  TOKEN,
} from './fixtures/rigs.js';

const HANDLES = new Set(['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap', 'PipeWrap', 'TCPConnectWrap']);
const handles = () => process.getActiveResourcesInfo().filter((name) => HANDLES.has(name)).length;

async function open(rig: Rig): Promise<{ bot: BotPort; started: Started; end: () => Promise<void> }> {
  const started = await rig.start();
  const bot = await createBot(started.config, context);
  await bot.open?.(new AbortController().signal);
  return {
    bot,
    started,
    end: async () => {
      await bot.close?.();
      await started.stop();
    },
  };
}

async function failureOf(bot: BotPort, utterance: string): Promise<BotFailure> {
  const outcome = await outcomeOf(bot, utterance);
  if (!(outcome instanceof BotFailure)) throw new Error(`expected a failure, got ${JSON.stringify(outcome)}`);
  return outcome;
}

const NO_IDS = 'its own protocol has no ids of ours';

for (const rig of rigs) {
  const missing = rig.title.includes('python3') && !hasPython;
  const title = missing ? `${rig.title}: NOT RUN, python3 is not installed` : rig.title;

  const hasIds = (rig.carries ?? rig.tells)?.includes('id') !== false;
  const once = {
    module: 'a call returns once',
    botium: 'all messages until it is quiet are one answer',
  }[rig.adapter as string];
  const carried = (reply: object) =>
    Object.fromEntries(Object.entries(reply).filter(([field]) => rig.carries?.includes(field) ?? true));

  describe.skipIf(missing)(title, () => {
    let bot: BotPort;
    let started: Started;
    let end: () => Promise<void>;
    const before = handles();
    beforeAll(async () => {
      ({ bot, started, end } = await open(rig));
    });
    afterAll(async () => {
      await end();
      expect(await eventually(() => handles() <= before)).toBe(true);
    });

    describe('good answers', () => {
      it('carries every field of the protocol', async () => {
        const answer = await bot.reply(requestOf('full'), callOf());
        const { id, ...reply } = answer.reply;
        expect(reply).toEqual(carried(FULL));
        expect(id === undefined || /^q\d+$/.test(id)).toBe(true);
      });

      it('needs text only, and may have it empty', async () => {
        expect(await gist(bot, 'hello')).toBe('re: hello');
        expect(await gist(bot, 'empty')).toBe('');
      });

      it('keeps astral characters, Cantonese, full width, emoji and control characters both ways', async () => {
        expect(await gist(bot, 'unicode')).toBe(UNICODE);
        expect(await gist(bot, '𠮶邊隻奶粉好啲呀👩‍👧\n"第二行"\\')).toBe('re: 𠮶邊隻奶粉好啲呀👩‍👧\n"第二行"\\');
      });

      it('drops unknown keys at every level', async () => {
        const { reply } = await bot.reply(requestOf('extra keys'), callOf());
        expect({ ...reply, id: undefined }).toEqual(carried({ text: 'ok', intents: [{ name: 'a' }], usage: { cost: 1 } }));
        expect('mood' in reply).toBe(false);
      });

      it('joins what comes in chunks', async () => {
        const { reply } = await bot.reply(requestOf('chunks'), callOf());
        expect(reply).toMatchObject({ text: '亲，选1段', intents: [{ name: 'product.recommend' }] });
      });

      it('reads the clock between the call and its end', async () => {
        const from = performance.now();
        const { answeredAt } = await bot.reply(requestOf('hello'), callOf());
        expect(answeredAt).toBeGreaterThanOrEqual(from);
        expect(answeredAt).toBeLessThanOrEqual(performance.now());
      });
    });

    describe('what the bot is told', () => {
      const history = [
        { role: 'shopper', text: 'BB三个月' },
        { role: 'bot', text: '好呀～' },
      ] as const;

      async function seenBy(extra: object): Promise<Record<string, unknown>> {
        const { reply } = await bot.reply({ ...requestOf('echo', { history, turn: 1 }), ...extra }, callOf());
        return JSON.parse(reply.text);
      }

      const unpassed = rig.told && 'its own protocol has no place for them';
      itOccurs('passes the history and the language', unpassed, async () => {
        const all = { history, turn: 1, lang: 'zh-CN', utterance: 'echo' };
        const told = Object.entries(all).filter(([key]) => rig.tells?.includes(key) !== false);
        expect(await seenBy({ lang: 'zh-CN' })).toMatchObject(Object.fromEntries(told));
      });

      it('says nothing beyond the keys of the protocol, whatever the caller lets slip', async () => {
        const seen = await seenBy({
          label: { intent: 'secret.label' },
          dialogue_id: 'muying-0012-yue',
          history: history.map((entry) => ({ ...entry, label: 'secret.label' })),
        });
        const keys = rig.told ?? rig.tells ?? ['conversation_id', 'history', 'id', 'protocol', 'turn', 'utterance'];
        expect(Object.keys(seen).sort()).toEqual(keys);
        expect(JSON.stringify(seen)).not.toMatch(/secret\.label|muying/);
      });
    });

    describe('faults are values, and the next turn is served', () => {
      const FAULTS: readonly (readonly [utterance: string, kind: string, cannot?: string | undefined])[] = [
        ['garbage', 'protocol'],
        ['wrong id', 'protocol', hasIds ? undefined : NO_IDS],
        ['bad field', 'protocol'],
        ['no text', 'protocol', rig.told && 'its own protocol may leave the text out'],
        ['huge', 'oversize'],
      ];
      for (const [utterance, kind, cannot] of FAULTS) {
        itOccurs(`${utterance} → ${kind}`, cannot, async () => {
          expect(await gist(bot, utterance)).toBe(`failure: ${kind}`);
          expect(await gist(bot, 'next')).toBe('re: next');
        });
      }

      it('names the field that is wrong', async () => {
        expect((await failureOf(bot, 'bad field')).message).toMatch(/^intents\[0\]\.confidence: /);
        if (rig.told === undefined) expect((await failureOf(bot, 'no text')).message).toMatch(/^text: /);
      });

      it('dies in the middle and recovers', async () => {
        const kind = {
          module: 'bot',
          http: 'transport',
          stdio: 'exit',
          rasa: 'transport',
          websocket: 'transport',
          direct_line: 'transport',
          botium: 'bot',
        }[rig.adapter];
        expect(await gist(bot, 'one')).toBe('re: one');
        expect(await gist(bot, 'die')).toBe(`failure: ${kind}`);
        expect(await gist(bot, 'two')).toBe('re: two');
      });

      it('masks a secret of the environment and strips control characters', async () => {
        vi.stubEnv('SHOPREPLAY_TEST_TOKEN', TOKEN);
        const { message } = await failureOf(bot, 'leak');
        vi.unstubAllEnvs();
        expect(message).toMatch(/(^|: )denied for \*\*\* (\| )?by the gateway$/);
        expect(message).not.toContain('sk-live');
        expect(JSON.stringify(bot.description)).not.toContain('sk-live');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(message).not.toMatch(/[\u0000-\u001f]/);
      });

      itOccurs('answered twice: never taken for the next', once, async () => {
        // Two values in one body are no JSON; where an answer has an end of its own, the first one counts.
        expect(await gist(bot, 'double')).toBe(rig.double === 'first' ? 'one' : 'failure: protocol');
        expect(await gist(bot, 'after double')).toMatch(/^(re: after double|three)$/);
        expect(await gist(bot, 'next')).toBe('re: next');
      });
    });

    describe('time-outs', () => {
      it.each(['never', 'slow'])('%s: an abort ends the call with its reason, and the next turn is served', async (utterance) => {
        const hungUp = started.hungUp?.() ?? 0;
        await giveUp(bot, utterance, heldOf(started));
        expect(await gist(bot, 'next')).toBe('re: next');
        heldOf(started).letGo();
        expect(await gist(bot, 'after')).toBe('re: after');
        if (started.hungUp !== undefined) expect(await eventually(() => (started.hungUp?.() ?? 0) > hungUp)).toBe(true);
      });

      it('asks nothing when the signal is aborted already', async () => {
        const reason = new Error('too late');
        await expect((async () => bot.reply(requestOf('never'), callOf(AbortSignal.abort(reason))))()).rejects.toBe(reason);
        expect(await gist(bot, 'next')).toBe('re: next');
      });
    });

    it('holds no secret in what is recorded', () => {
      expect(JSON.stringify(bot.description)).not.toContain(JSON.stringify(TOKEN).slice(1, -1));
      expect(JSON.parse(JSON.stringify(bot.description))).toEqual(bot.description);
    });
  });
}
