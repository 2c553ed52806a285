import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addDays,
  addWorkingDays,
  businessDate,
  calendarDays,
  dateRange,
  formatDate,
  hasCalendar,
  isBirthDateOn,
  isWorkingDay,
  monthEnd,
  monthStart,
  periodOf,
  todayInShanghai,
} from '../../shared/dates.ts';

function outcome(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
}

const anyDay = fc.integer({ min: 0, max: 73_048 }).map((days) => addDays('1900-01-01', days));

describe('business dates', () => {
  it.each([
    [34, '2026-02-30', 'DATE_INVALID'],
    [35, '2025-02-29', 'DATE_INVALID'],
    [37, '9999-12-31', 'DATE_RANGE'],
    [37, '1899-12-31', 'DATE_RANGE'],
    [37, '2100-01-01', 'DATE_RANGE'],
    [38, '2026-1-5', 'DATE_INVALID'],
    [38, '05/01/2026', 'DATE_INVALID'],
    [38, '２０２６-01-05', 'DATE_INVALID'],
    [38, '2026-13-01', 'DATE_INVALID'],
    [38, '2026-00-10', 'DATE_INVALID'],
    [38, '2026-01-00', 'DATE_INVALID'],
    [38, '2026-01-05\n', 'DATE_INVALID'],
    [39, '2026-03-31T16:00:00Z', 'DATE_INVALID'],
    [40, 1767225600, 'DATE_INVALID'],
    [40, null, 'DATE_INVALID'],
    [43, '1986-05-04', '1986-05-04'],
    [72, 'a'.repeat(100_000), 'TEXT_TOO_LONG'],
  ])('row %i: %j is answered with %s', (_row, input, answer) => {
    expect(outcome(businessDate, input)).toBe(answer);
  });

  it('knows leap years', () => {
    expect(outcome(businessDate, '2024-02-29')).toBe('2024-02-29');
    expect(outcome(businessDate, '2000-02-29')).toBe('2000-02-29');
    expect(outcome(businessDate, '1900-02-29')).toBe('DATE_INVALID');
  });

  it('takes every day between 1900 and 2099', () => {
    fc.assert(fc.property(anyDay, (day) => outcome(businessDate, day) === day));
  });

  it('lets nobody be born tomorrow or 131 years ago', () => {
    expect(isBirthDateOn('2026-02-10', '2026-02-10')).toBe(true);
    expect(isBirthDateOn('2026-02-11', '2026-02-10')).toBe(false);
    expect(isBirthDateOn('1896-02-09', '2026-02-10')).toBe(false);
  });
});

describe('ranges', () => {
  const range = z
    .strictObject({ from: businessDate.optional(), to: businessDate.optional() })
    .check(dateRange('from', 'to'));

  it.each([
    ['2026-01-01', '2026-01-01', true],
    ['2021-01-01', '2026-01-01', true],
    ['2021-01-01', '2026-01-02', false],
    ['2026-01-02', '2026-01-01', false],
    [undefined, '2026-01-01', true],
  ])('%s to %s', (from, to, fits) => {
    const result = range.safeParse({ from, to });
    expect(result.success).toBe(fits);
    if (!fits) {
      expect(result.error?.issues).toMatchObject([{ message: 'RANGE_INVALID', path: ['to'] }]);
    }
  });
});

describe('days', () => {
  it('begins at 16:00 UTC in Shanghai', () => {
    expect(todayInShanghai(new Date('2026-03-31T15:59:59Z'))).toBe('2026-03-31');
    expect(todayInShanghai(new Date('2026-03-31T16:00:00Z'))).toBe('2026-04-01');
  });

  it('counts over months, leap days and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(calendarDays('2026-02-10', '2026-02-17')).toBe(7);
    expect(calendarDays('2026-02-10', '2026-02-09')).toBe(-1);
  });

  it('finds its way back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (day, days) => {
        expect(addDays(addDays(day, days), -days)).toBe(day);
        expect(calendarDays(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it('reads in both languages', () => {
    expect(formatDate('2026-02-10', 'zh-CN')).toBe('2026年2月10日');
    expect(formatDate('2026-02-10', 'en')).toBe('10 Feb 2026');
  });
});

describe('periods', () => {
  it('have a first and a last day', () => {
    expect(periodOf('2026-01-31')).toBe(202601);
    expect(monthStart(202602)).toBe('2026-02-01');
    expect(monthEnd(202602)).toBe('2026-02-28');
    expect(monthEnd(202402)).toBe('2024-02-29');
    expect(monthEnd(202612)).toBe('2026-12-31');
  });

  it('hold the days that belong to them', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const period = periodOf(day);
        expect(monthStart(period) <= day && day <= monthEnd(period)).toBe(true);
        expect(periodOf(monthEnd(period))).toBe(period);
      }),
    );
  });
});

describe('working days', () => {
  it('skips weekends', () => {
    expect(addWorkingDays('2026-01-12', 10)).toBe('2026-01-26');
    expect(addWorkingDays('2026-01-12', 0)).toBe('2026-01-12');
  });

  it('skips holidays and counts make-up days', () => {
    expect(isWorkingDay('2026-02-14')).toBe(true);
    expect(isWorkingDay('2026-02-16')).toBe(false);
    expect(isWorkingDay('2026-10-10')).toBe(true);
    expect(isWorkingDay('2026-10-11')).toBe(false);
    expect(addWorkingDays('2026-02-13', 2)).toBe('2026-02-24');
    expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
  });

  it('says when it knows no more than weekends', () => {
    expect(hasCalendar(2026)).toBe(true);
    expect(hasCalendar(2027)).toBe(false);
    expect(isWorkingDay('2027-01-01')).toBe(true);
    expect(isWorkingDay('2027-01-02')).toBe(false);
  });
});
