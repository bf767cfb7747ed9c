/** Evasion: to a question of which one, a reply that any will do (都行, 看您喜欢), where no reference says so. */
import type { NuggetScene } from './nugget-scene.js';

const ANY =
  /都[行可好]|都1样|都一样|都差不多|没(?:什么)?区别|各有(?:各的|千秋|特色|优势|所长)|看(?:您|你|个人)(?:的)?(?:喜好|喜欢|口味|偏好|心情)|喜欢哪.{1,2}[选买拿]|哪.{0,2}都|随(?:您|便)|\beither (?:one )?(?:is|will|works|would)\b|\bgo wrong\b|\bup to you\b|\b(?:matter|question) of taste\b|\bwhichever\b|\bpersonal preference\b|\bdepends on (?:your|personal) (?:taste|preference)\b/;

export function evades({ reply, utterance, answer }: NuggetScene): boolean {
  if (!utterance.questionTypes.includes('which') || !ANY.test(reply.form)) return false;
  return answer.references.length > 0 && !answer.references.some((reference) => ANY.test(reference.form));
}
