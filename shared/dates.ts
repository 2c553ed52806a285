import type { z } from 'zod';
import { codedText, type Reading } from './wire.ts';

/**
 * Business dates are "YYYY-MM-DD" strings in Asia/Shanghai from the form to the database and back.
 * Instants never stand for days, because a midnight in Shanghai is the day before in UTC.
 */
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;
const DAY = 86_400_000;
const SHANGHAI_OFFSET = 8 * 3_600_000;
const OLDEST_AGE = 130;
const LONGEST_RANGE_YEARS = 5;

/** A business date: a real day between 1900 and 2099, as YYYY-MM-DD and nothing else. */
export const businessDate = codedText('DATE_INVALID', readDate).meta({
  id: 'BusinessDate',
  format: 'date',
  example: '2026-02-10',
});

function readDate(text: string): Reading {
  if (!isRealDate(text)) return { code: 'DATE_INVALID' };
  const year = Number(text.slice(0, 4));
  return year < FIRST_YEAR || year > LAST_YEAR ? { code: 'DATE_RANGE' } : { value: text };
}

/** Whether the text is YYYY-MM-DD and that day exists in the calendar. */
export function isRealDate(text: string): boolean {
  const [, year, month, day] = FORM.exec(text) ?? [];
  if (year === undefined) return false;
  const leap = isLeapYear(Number(year)) ? 29 : 28;
  const lengths = [31, leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = lengths[Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= length;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whether somebody alive on `today` can be born on `date`: not later, at most 130 years before. */
export function isBirthDateOn(date: string, today: string): boolean {
  return date <= today && date >= shiftYears(today, -OLDEST_AGE);
}

/** Whether `from` is not after `to` and both lie at most five years apart. */
export function isDateRange(from: string, to: string): boolean {
  return from <= to && to <= shiftYears(from, LONGEST_RANGE_YEARS);
}

/**
 * A check for an object with two dates: `z.strictObject({ from, to }).check(dateRange('from',
 * 'to'))`. Says RANGE_INVALID at the second field; a date that is left out sets no limit.
 */
export function dateRange(from: string, to: string): z.core.CheckFn<object> {
  return (context) => {
    const fields = context.value as Record<string, unknown>;
    const [start, end] = [fields[from], fields[to]];
    if (typeof start !== 'string' || typeof end !== 'string' || isDateRange(start, end)) return;
    context.issues.push({ code: 'custom', message: 'RANGE_INVALID', path: [to], input: end });
  };
}

function shiftYears(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
}

/** The business date in Shanghai (UTC+8, no summer time) at this instant. */
export function todayInShanghai(now: Date): string {
  return dateOf(now.getTime() + SHANGHAI_OFFSET);
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The day that is `days` calendar days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOf(Date.parse(date) + days * DAY);
}

/** How many calendar days lie between: 0 for the same day, negative when `to` is earlier. */
export function calendarDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** The State Council's yearly table: days off, and weekend days that are worked instead. */
export interface Calendar {
  holidays: readonly string[];
  workdays: readonly string[];
}

/** The public holidays of 2026 with their make-up days (调休). */
export const holidays2026: Calendar = {
  holidays: [
    ...days('2026-01-01', '2026-01-03'),
    ...days('2026-02-15', '2026-02-23'),
    ...days('2026-04-04', '2026-04-06'),
    ...days('2026-05-01', '2026-05-05'),
    ...days('2026-06-19', '2026-06-21'),
    ...days('2026-09-25', '2026-09-27'),
    ...days('2026-10-01', '2026-10-07'),
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

function days(from: string, to: string): string[] {
  const length = calendarDays(from, to) + 1;
  return Array.from({ length }, (_, index) => addDays(from, index));
}

/** Whether the table covers this year; without it only weekends are known as days off. */
export function hasCalendar(year: number, calendar: Calendar = holidays2026): boolean {
  return calendar.holidays.some((day) => day.startsWith(`${year}-`));
}

/** Whether offices work on this day. */
export function isWorkingDay(date: string, calendar: Calendar = holidays2026): boolean {
  if (calendar.workdays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  const weekday = new Date(Date.parse(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The n-th working day after `date`; the day itself is not counted, and n is at least 0. */
export function addWorkingDays(date: string, n: number, calendar: Calendar = holidays2026): string {
  let day = date;
  for (let left = n; left > 0; left -= isWorkingDay(day, calendar) ? 1 : 0) day = addDays(day, 1);
  return day;
}

/** The accounting period of a day: 202601 for January 2026. */
export function periodOf(date: string): number {
  return Number(date.slice(0, 4)) * 100 + Number(date.slice(5, 7));
}

/** The first day of a period. */
export function monthStart(period: number): string {
  return `${Math.floor(period / 100)}-${String(period % 100).padStart(2, '0')}-01`;
}

/** The last day of a period. */
export function monthEnd(period: number): string {
  return addDays(monthStart(nextPeriod(period)), -1);
}

function nextPeriod(period: number): number {
  return period % 100 === 12 ? period + 89 : period + 1;
}

const ENGLISH_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A day for reading: 2026年2月10日, or 10 Feb 2026. */
export function formatDate(date: string, locale: 'zh-CN' | 'en'): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (locale === 'zh-CN') return `${year}年${month}月${day}日`;
  return `${day} ${ENGLISH_MONTHS[month - 1] ?? ''} ${year}`;
}
