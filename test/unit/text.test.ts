import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { optionalText, textField } from '../../shared/text.ts';

function outcome(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
}

const name = textField({ max: 100 });
const note = textField({ max: 100, multiline: true });

describe('one line of text', () => {
  it.each([
    [46, '', 'TEXT_REQUIRED'],
    [46, '   ', 'TEXT_REQUIRED'],
    [46, '\u3000', 'TEXT_REQUIRED'],
    [46, '\u200b\u2060', 'TEXT_REQUIRED'],
    [47, 'a\u0000b', 'TEXT_CONTROL'],
    [48, '\u0008', 'TEXT_CONTROL'],
    [48, '\u001b[31m', 'TEXT_CONTROL'],
    [48, 'a\u0085b', 'TEXT_CONTROL'],
    [48, 'a\u2028b', 'TEXT_CONTROL'],
    [48, 'a\ud800b', 'TEXT_CONTROL'],
    [52, '\u202egpj.exe', 'TEXT_BIDI'],
    [52, 'a\u2066b', 'TEXT_BIDI'],
    [56, '𠮷'.repeat(101), 'TEXT_TOO_LONG'],
    [65, { formula: 'HYPERLINK("x")' }, 'TEXT_TYPE'],
    [65, null, 'TEXT_TYPE'],
    [66, 'a\r\nSet-Cookie: x=1', 'TEXT_CONTROL'],
    [66, '\nINFO ok', 'TEXT_CONTROL'],
    [72, 'a'.repeat(100_000), 'TEXT_TOO_LONG'],
    [0, undefined, 'REQUIRED'],
  ])('row %i: %j is refused with %s', (_row, input, code) => {
    expect(outcome(name, input)).toBe(code);
  });

  it.each([
    '𠮷野家',
    '阿卜杜拉·热西提',
    '👨‍👩‍👧',
    '𠮷'.repeat(100),
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    "' OR '1'='1",
    "'; DROP TABLE journal--",
    '{{7*7}} ${7*7}',
    '=1+1',
    '+1',
    '@SUM(1)',
    'Людмила',
  ])('%s is kept literally', (text) => {
    expect(outcome(name, text)).toBe(text);
  });

  it('is kept composed and trimmed', () => {
    expect(outcome(name, 'e\u0301')).toBe('é');
    expect(outcome(name, '\u3000 王某 ')).toBe('王某');
    expect(outcome(name, 'e\u0301'.repeat(100))).toBe('é'.repeat(100));
  });

  it('refuses the hugest text at once', () => {
    const started = performance.now();
    expect(outcome(name, '\u3000'.repeat(100_000))).toBe('TEXT_TOO_LONG');
    expect(performance.now() - started).toBeLessThan(50);
  });

  it('accepts again what it has kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const once = name.safeParse(text);
        if (once.success) expect(outcome(name, once.data)).toBe(once.data);
      }),
    );
  });
});

describe('other texts', () => {
  it('may have several lines', () => {
    expect(outcome(note, 'first\r\nsecond\tthird\rfourth\n')).toBe('first\nsecond\tthird\nfourth');
    expect(outcome(note, 'a\u001bb')).toBe('TEXT_CONTROL');
  });

  it('may be left out', () => {
    const remark = optionalText({ max: 5 });
    expect(outcome(remark, undefined)).toBeUndefined();
    expect(outcome(remark, ' \u3000')).toBe('');
    expect(outcome(remark, '123456')).toBe('TEXT_TOO_LONG');
    expect(outcome(textField({ max: 5, min: 0 }), '')).toBe('');
  });
});
