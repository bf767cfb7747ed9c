/** Signatures of a request: steps that digest a text and put the result into a header, the query or the body. */
import { createHash, createHmac } from 'node:crypto';
import { HarnessError, type SignStep } from '../schema/index.js';
import { bodyText, type Draft, parametersOfDraft, put } from './http-draft.js';
import { assertSendable } from './http-headers.js';
import { canonical } from './http-params.js';
import { compileText, type NameKind, percentEncode, type Scope, type TemplateRules, type TextTemplate } from './http-template.js';

/** Names that the text of a step may start with, beside those of the request. */
export const SIGN_NAMES = {
  method: 'plain',
  path: 'plain',
  raw_body: 'plain',
  sorted_params: 'plain',
  sorted_concat: 'plain',
  sorted_values: 'plain',
  canonical_query: 'plain',
  string_to_sign: 'plain',
} as const satisfies Record<string, NameKind>;

/** Signs a draft in place. @returns the value of each step by its name. */
export type Signer = (draft: Draft, scope: Scope) => Readonly<Record<string, string>>;

interface CompiledStep {
  readonly step: SignStep;
  readonly key: TextTemplate | undefined;
  readonly text: TextTemplate;
}

/**
 * Steps run in order: each sees the draft with what earlier ones have put in, and their values by name.
 * @throws HarnessError E_BOT_SPEC for a name that is taken, and as {@link compileText}.
 */
export function compileSigner(steps: readonly SignStep[], field: string, rules: TemplateRules): Signer {
  const names: Record<string, NameKind> = { ...rules.names, ...SIGN_NAMES };
  const compiled = steps.map((step, i): CompiledStep => {
    const place = `${field}[${i}]`;
    if (Object.hasOwn(names, step.name) || step.name === 'env') throw takenName(`${place}.name`, step.name);
    if (step.to?.header !== undefined) assertSendable(step.to.header, `${place}.to.header`, '');
    const inner = { ...rules, names: { ...names } };
    names[step.name] = 'plain';
    const key = step.key === undefined ? undefined : compileText(step.key, `${place}.key`, inner);
    const text = compileText(step.text, `${place}.text`, inner);
    if (isEncodedSecret(step)) rules.environment.hide(digest(step, undefined, text({})));
    return { step, key, text };
  });
  return (draft, scope) => {
    const values: Record<string, string> = {};
    for (const { step, key, text } of compiled) {
      const seen = { ...scope, ...values, ...signScope(draft) };
      const value = digest(step, key?.(seen), text(seen));
      values[step.name] = value;
      if (step.to !== undefined) put(draft, step.to, value);
    }
    return values;
  };
}

/** Base64 of a password can be read: it is as secret. With something of the call in it, it is new each time and not known here. */
function isEncodedSecret({ algorithm, text }: SignStep): boolean {
  return algorithm === 'none' && /\{\{\s*env\./.test(text) && !/\{\{(?!\s*env\.)/.test(text);
}

/** The digest of a text, as a step asks for it; texts and keys are UTF-8. */
export function digest({ algorithm, encoding = 'hex' }: SignStep, key: string | undefined, text: string): string {
  const bytes = digestBytes(algorithm, key ?? '', text);
  return encoding === 'HEX' ? bytes.toString('hex').toUpperCase() : bytes.toString(encoding);
}

function digestBytes(algorithm: SignStep['algorithm'], key: string, text: string): Buffer {
  if (algorithm === 'none') return Buffer.from(text, 'utf8');
  if (!algorithm.startsWith('hmac-')) return createHash(algorithm).update(text, 'utf8').digest();
  return createHmac(algorithm.slice('hmac-'.length), key).update(text, 'utf8').digest();
}

function signScope(draft: Draft): Scope {
  const forms = canonical(parametersOfDraft(draft));
  return {
    ...forms,
    method: draft.method,
    path: draft.path,
    raw_body: bodyText(draft) ?? '',
    string_to_sign: `${draft.method}&${percentEncode(draft.path)}&${percentEncode(forms.canonical_query)}`,
  };
}

function takenName(field: string, name: string): HarnessError {
  return new HarnessError({
    code: 'E_BOT_SPEC',
    field,
    message: `the name ${name} is taken`,
    mend: 'give the step another name',
  });
}
