import { z } from 'zod';
import { missingOr, type Reading } from './wire.ts';

/** Decomposed letters shrink at most this much when they are put into their composed form. */
const MOST_SHRINKING = 4;

/** C0, DEL, C1, line and paragraph separators, lone surrogates and noncharacters. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]/u;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * A text that a person writes, kept in its composed form (NFC) and trimmed. `max` counts code
 * points, so that a rare character counts as one. With `min: 0` it may be blank and is kept as "".
 * A multi-line text may hold line breaks and tabs. Refusals: TEXT_TYPE, TEXT_REQUIRED,
 * TEXT_CONTROL, TEXT_BIDI, TEXT_TOO_LONG.
 */
export function textField(options: {
  max: number;
  min?: number | undefined;
  multiline?: boolean | undefined;
}) {
  const { max, min = 1, multiline = false } = options;
  return z
    .string({ error: missingOr('TEXT_TYPE') })
    .check((context) => {
      const reading = readText(context.value, { max, min, multiline });
      if ('value' in reading) context.value = reading.value;
      else context.issues.push({ code: 'custom', message: reading.code, input: context.value });
    })
    .meta({ maxLength: max, ...(min > 0 && { minLength: min }) });
}

function readText(
  text: string,
  { max, min, multiline }: { max: number; min: number; multiline: boolean },
): Reading {
  if (text.length > max * MOST_SHRINKING) return { code: 'TEXT_TOO_LONG' };
  if (CONTROL.test(multiline ? text.replace(/[\t\r\n]/g, '') : text)) {
    return { code: 'TEXT_CONTROL' };
  }
  if (BIDI.test(text)) return { code: 'TEXT_BIDI' };
  const value = VISIBLE.test(text) ? text.replace(/\r\n?/g, '\n').normalize('NFC').trim() : '';
  const length = Array.from(value).length;
  if (length < min) return { code: 'TEXT_REQUIRED' };
  return length > max ? { code: 'TEXT_TOO_LONG' } : { value };
}

/** A text that may be left out or blank; blank is kept as "". */
export function optionalText(options: { max: number; multiline?: boolean | undefined }) {
  return textField({ ...options, min: 0 }).optional();
}

/**
 * A number that somebody else gave, such as a bank's for a transfer: half-width and without blanks,
 * so that the same number is the same text whoever typed it. Refusals as of `textField`.
 */
export function referenceField({ max }: { max: number }) {
  return textField({ max }).overwrite((text) => text.normalize('NFKC').replace(/\s+/g, ''));
}
