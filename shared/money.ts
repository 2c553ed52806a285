import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { codedText, halfWidth, missingOr, type Reading } from './wire.ts';

/** Decimals of our own: wide enough that no product of two sums is ever rounded on the way. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

const MONEY = /^-?(?:0|[1-9]\d{0,15})\.\d{2}$/;
const PLAIN = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;
const LARGEST_AMOUNT_DIGITS = 9;

/** A sum of money in yuan, of any sign: a decimal string with two places, such as "1250.00". */
export const moneySchema = z
  .string({ error: missingOr('AMOUNT_TYPE') })
  .regex(MONEY, 'AMOUNT_FORMAT')
  .refine((text) => text !== '-0.00', 'AMOUNT_FORMAT')
  .brand<'Money'>()
  .meta({ id: 'Money', example: '1250.00' });
export type Money = z.infer<typeof moneySchema>;

/** Money that a person enters: above zero, at most 999,999,999.99; "12.5" is kept as "12.50". */
export const amount = codedText('AMOUNT_TYPE', (text) => readAmount(text, false))
  .brand<'Money'>()
  .meta({ id: 'Amount', pattern: '^\\d{1,9}(\\.\\d{1,2})?$', example: '1250.00' });

/** Money that a person enters and that may be nothing, such as a fee or a target. */
export const amountOrZero = codedText('AMOUNT_TYPE', (text) => readAmount(text, true))
  .brand<'Money'>()
  .meta({ id: 'AmountOrZero', pattern: '^\\d{1,9}(\\.\\d{1,2})?$', example: '0.00' });

export const ZERO = moneySchema.parse('0.00');

function readAmount(text: string, zeroAllowed: boolean): Reading {
  const match = PLAIN.exec(text);
  if (!match) return { code: 'AMOUNT_FORMAT' };
  const [, sign, yuan = '', fraction = ''] = match;
  if (sign) return { code: 'AMOUNT_NOT_POSITIVE' };
  if (fraction.length > 2) return { code: 'AMOUNT_SCALE' };
  if (yuan.length > LARGEST_AMOUNT_DIGITS) return { code: 'AMOUNT_TOO_LARGE' };
  const value = `${yuan}.${fraction.padEnd(2, '0')}`;
  if (value === ZERO && !zeroAllowed) return { code: 'AMOUNT_NOT_POSITIVE' };
  return { value };
}

function toMoney(value: Decimal): Money {
  return moneySchema.parse(value.isZero() ? ZERO : value.toFixed(2));
}

/** Exact total; an empty list totals "0.00". */
export function sumMoney(parts: readonly Money[]): Money {
  return toMoney(parts.reduce((total, part) => total.plus(part), new Exact(0)));
}

/** The exact sum of two. */
export function addMoney(left: Money, right: Money): Money {
  return toMoney(new Exact(left).plus(right));
}

/** What is left of `left` when `right` is taken away; may be negative. */
export function subtractMoney(left: Money, right: Money): Money {
  return toMoney(new Exact(left).minus(right));
}

/** The same sum with the other sign; nothing stays "0.00". */
export function negateMoney(money: Money): Money {
  return toMoney(new Exact(money).negated());
}

/** So many times the same sum, such as the notes of one face; `times` is a whole number. */
export function multiplyMoney(money: Money, times: number): Money {
  return toMoney(new Exact(money).times(times));
}

/** Below zero, zero or above zero as `left` is smaller, equal or larger: an order for sorting. */
export function compareMoney(left: Money, right: Money): number {
  return new Exact(left).comparedTo(right);
}

/** Whether `left` is more than `right`. */
export function exceeds(left: Money, right: Money): boolean {
  return compareMoney(left, right) > 0;
}

/** Whether this is "0.00". */
export function isZero(money: Money): boolean {
  return new Exact(money).isZero();
}

/** Whether this is below zero. */
export function isNegative(money: Money): boolean {
  return new Exact(money).lessThan(0);
}

/** The smaller of the two. */
export function minMoney(left: Money, right: Money): Money {
  return exceeds(left, right) ? right : left;
}

/** `part` in percent of `whole`, two decimals rounded half-up; null when `whole` is not above 0. */
export function percentOf(part: Money, whole: Money): string | null {
  if (!new Exact(whole).greaterThan(0)) return null;
  return new Exact(part).times(100).div(whole).toFixed(2);
}

/** Below zero, zero or above zero as `part` is less, as much or more than `percent` of `whole`. */
export function compareShare(part: Money, percent: string, whole: Money): number {
  return new Exact(part).times(100).comparedTo(new Exact(percent).times(whole));
}

/** The share of `total` that `part` of `whole` has, half-up to the fen; all of it has the total. */
export function shareOfMoney(total: Money, part: string, whole: string): Money {
  return toMoney(new Exact(total).times(part).div(whole).toDecimalPlaces(2));
}

/** What one unit costs, such as "33.3333": two decimals at least, four at most; nothing has "". */
export function unitCost(value: Money, quantity: string): string {
  const units = new Exact(quantity);
  if (units.isZero()) return '';
  return new Exact(value)
    .div(units)
    .toFixed(4)
    .replace(/0{1,2}$/, '');
}

/** The fee on a gross sum at a rate in permille such as "3.8", rounded half-up to the fen. */
export function feeOf(gross: Money, ratePermille: string): Money {
  return toMoney(new Exact(gross).times(ratePermille).div(1000).toDecimalPlaces(2));
}

/**
 * Splits `total` in proportion to `weights` (none negative, one above zero at least). Each share is
 * cut to the fen and the fen left over go one each to the largest remainders, earlier rows first,
 * so that the shares add up to `total` exactly.
 */
export function splitMoney(total: Money, weights: readonly (number | string)[]): Money[] {
  const parts = weights.map((each) => new Exact(each));
  const whole = parts.reduce((sum, each) => sum.plus(each), new Exact(0));
  if (!whole.isPositive() || whole.isZero() || parts.some((each) => each.lessThan(0))) {
    throw new RangeError('A split needs weights that are not negative and not all zero.');
  }
  const sign = isNegative(total) ? -1 : 1;
  const fen = new Exact(total).abs().times(100);
  const shares = parts.map((part, row) => ({
    row,
    fen: fen.times(part).divToInt(whole),
    remainder: fen.times(part).mod(whole),
  }));
  const given = shares.reduce((sum, share) => sum.plus(share.fen), new Exact(0));
  const leftOver = fen.minus(given).toNumber();
  const inTurn = shares.toSorted((a, b) => b.remainder.comparedTo(a.remainder) || a.row - b.row);
  for (const share of inTurn.slice(0, leftOver)) share.fen = share.fen.plus(1);
  return shares.map((share) => toMoney(share.fen.times(sign).div(100)));
}

/**
 * Reads what a person types into a form ("¥1,250.5", "１２．００", "1250元") as the amount to send,
 * or answers the code to show beside the field. Give `amountOrZero` where nothing is allowed.
 */
export function parseTyped(
  text: string,
  schema: typeof amount = amount,
): { money: Money } | { code: string } {
  const plain = halfWidth(text)
    .replace(/￥/g, '¥')
    .trim()
    .replace(/^(?:¥|人民币|RMB|CNY)\s*/i, '')
    .replace(/\s*(?:元|圆)整?$/, '');
  const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain);
  const reading = schema.safeParse(grouped ? plain.replaceAll(',', '') : plain);
  if (reading.success) return { money: reading.data };
  return { code: reading.error.issues[0]?.message ?? 'AMOUNT_FORMAT' };
}

/** For reading: "25,900.00", "-12.00". */
export function formatMoney(money: Money): string {
  return money.replace(/\B(?=(?:\d{3})+\.)/g, ',');
}
