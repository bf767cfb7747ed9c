/** Browser script: filters and pages the dialogues of the data island. It writes text through textContent alone. */
export const BROWSE_DIALOGUES = `
const browser = document.getElementById('browser');
if (browser !== null) {
  const PAGE = 12;
  const { bots, dialogues } = JSON.parse(document.getElementById('island').textContent);
  const byId = (id) => document.getElementById(id);
  const list = byId('list');
  const inputs = { bot: byId('f-bot'), slice: byId('f-slice'), intent: byId('f-intent'), fault: byId('f-fault'), text: byId('f-text') };
  const fold = (text) => text.normalize('NFKC').toLowerCase();
  const haystacks = dialogues.map((d) => fold([d.id, ...d.slices, ...d.turns.flatMap((t) =>
    [t.utterance, t.reply, t.reference, t.intent, t.relevance, t.failure].filter((x) => x !== undefined))].join('\\n')));
  let found = [];
  let page = 0;

  const el = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const said = (text, lang) => {
    const node = el('bdi', 'said', text);
    node.lang = lang;
    return node;
  };
  const icon = (bot) => byId('icon-' + bot).content.cloneNode(true);

  const bubble = (kind, who, text, lang, extra) => {
    const box = el('div', 'bubble ' + kind);
    const name = el('p', 'who');
    name.append(...who);
    box.append(name, text === undefined ? el('p', 'nothing', extra) : said(text, lang));
    return box;
  };

  const intentChips = (turn) => {
    const row = el('p', 'chips');
    if (turn.gold.length === 0) return row;
    const right = turn.predicted !== undefined && turn.gold.includes(turn.predicted);
    for (const gold of turn.gold) {
      const chip = el('span', 'chip gold');
      chip.append(el('small', '', 'gold'), ' ', el('code', '', gold));
      row.append(chip);
    }
    const chip = el('span', 'chip ' + (right ? 'right' : 'wrong'));
    chip.append(el('small', '', right ? '✔ predicted' : '✘ predicted'), ' ', el('code', '', turn.predicted ?? '(none)'));
    row.append(chip);
    return row;
  };

  const turnNode = (turn, dialogue, index) => {
    const item = el('li', 'turn ' + (turn.wrong ? 'wrong' : 'right'));
    item.append(bubble('shopper', [dialogue.lang.startsWith('zh') ? said('顾客', 'zh-CN') : 'shopper', ' · turn ' + (index + 1)], turn.utterance, dialogue.lang));
    const who = [icon(dialogue.bot), el('span', '', bots[dialogue.bot].name), turn.wrong ? ' ✘ wrong' : ' ✔ right'];
    if (turn.latency !== undefined) who.push(' · ' + turn.latency);
    const reply = bubble('bot', who, turn.reply, dialogue.lang, turn.failure ?? 'no text');
    if (turn.reply !== undefined && turn.failure !== undefined) reply.append(el('p', 'nothing', turn.failure));
    reply.append(intentChips(turn));
    if (turn.relevance !== undefined) reply.append(el('p', 'why', turn.relevance));
    item.append(reply);
    if (turn.reference !== undefined) item.append(bubble('reference', ['reference'], turn.reference, dialogue.lang));
    return item;
  };

  const dialogueNode = (dialogue) => {
    const box = el('article', 'dialogue');
    const head = el('h3');
    head.append(icon(dialogue.bot), el('span', '', bots[dialogue.bot].name), el('code', '', dialogue.id));
    if (dialogue.trial > 0) head.append(el('small', '', 'trial ' + dialogue.trial));
    const chips = el('p', 'chips');
    for (const slice of dialogue.slices) chips.append(el('span', 'chip slice', slice));
    const turns = el('ol', 'turns');
    dialogue.turns.forEach((turn, i) => turns.append(turnNode(turn, dialogue, i)));
    box.append(head, chips, turns);
    return box;
  };

  const draw = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(page, pages - 1);
    const from = page * PAGE;
    list.replaceChildren(...found.slice(from, from + PAGE).map((i) => dialogueNode(dialogues[i])));
    byId('found').textContent = found.length + ' of ' + dialogues.length + ' dialogues';
    byId('page').textContent = 'page ' + (page + 1) + ' of ' + pages;
    byId('prev').disabled = page === 0;
    byId('next').disabled = page >= pages - 1;
    byId('pager').hidden = pages === 1;
  };

  const matches = (dialogue, i) => {
    const value = (name) => inputs[name]?.value ?? '';
    if (value('bot') !== '' && dialogue.bot !== Number(value('bot'))) return false;
    if (value('slice') !== '' && !dialogue.slices.includes(value('slice'))) return false;
    const turns = dialogue.turns.filter((turn) => turn.wrong);
    if (value('intent') !== '' && !turns.some((turn) => turn.gold.includes(value('intent')))) return false;
    if (value('fault') !== '' && !turns.some((turn) => turn.faults.includes(value('fault')))) return false;
    return haystacks[i].includes(fold(value('text').trim()));
  };

  const filter = () => {
    found = dialogues.flatMap((dialogue, i) => (matches(dialogue, i) ? [i] : []));
    page = 0;
    draw();
  };
  const turnTo = (step) => {
    page += step;
    draw();
    browser.scrollIntoView({ block: 'start' });
  };

  byId('filters').addEventListener('input', filter);
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('filters').addEventListener('reset', () => setTimeout(filter));
  byId('prev').addEventListener('click', () => turnTo(-1));
  byId('next').addEventListener('click', () => turnTo(1));
  browser.hidden = false;
  filter();
}`;
