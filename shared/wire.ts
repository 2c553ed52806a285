import { z } from 'zod';

/** What a reader makes of a text: the value to keep, or the code of the refusal. */
export type Reading = { value: string } | { code: string };

/** Longer texts are refused before any expression looks at them. */
const LONGEST_CODED_TEXT = 64;

/** The message of a wrong type: REQUIRED for a missing field, otherwise the given code. */
export function missingOr(code: string) {
  return (issue: { input?: unknown }) => (issue.input === undefined ? 'REQUIRED' : code);
}

/**
 * A schema of a string with a form of its own (an amount, a date, an ID number). The reader
 * answers the normal form to keep or the code of the refusal; the type stays `string` in OpenAPI.
 */
export function codedText(typeCode: string, read: (text: string) => Reading) {
  return z.string({ error: missingOr(typeCode) }).check((context) => {
    const text = context.value;
    const reading = text.length > LONGEST_CODED_TEXT ? { code: 'TEXT_TOO_LONG' } : read(text);
    if ('value' in reading) context.value = reading.value;
    else context.issues.push({ code: 'custom', message: reading.code, input: text });
  });
}

/** Full-width ASCII (１２．００, Ｘ, ，) and the ideographic space in their half-width form. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
