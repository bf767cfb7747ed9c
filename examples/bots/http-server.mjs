// A bot behind HTTP: shopreplay POSTs each request as JSON and takes the body of the answer as the reply.
//
//   node examples/bots/http-server.mjs 8080
//   shopreplay run --dataset DIALOGUES --bot http://127.0.0.1:8080/chat
//
// The request: { protocol, id, conversation_id, turn, utterance, history: [{ role, text }], lang }.
// The reply: { text } at least; id, intents, slots, products, handoff, emotion and usage as far as the bot knows them.
// 429 and 502–504 are tried again; any other error status counts as a failed turn.
import { createServer } from 'node:http';

/** Replace this by your model. */
function answer({ utterance }) {
  if (/人工|真人|human/i.test(utterance)) return { text: '好的亲，马上为您转接人工客服～', intents: [{ name: 'handoff' }], handoff: true };
  if (/多少钱|价格|幾錢|price/i.test(utterance)) return { text: '亲，领券后更优惠哦～', intents: [{ name: 'product.price', confidence: 0.9 }] };
  return { text: '亲，这个问题我帮您确认一下～', intents: [] };
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let asked;
  try {
    asked = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    response.writeHead(400).end('the body is not JSON');
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: asked.id, ...answer(asked) }));
});

server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/chat`);
});
