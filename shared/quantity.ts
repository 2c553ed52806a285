import { z } from 'zod';
import { codedText, halfWidth, type Reading } from './wire.ts';

const QUANTITY = /^-?(?:0|[1-9]\d*)(?:\.\d{0,2}[1-9])?$/;
const PLAIN = /^(0|[1-9]\d{0,6})(?:\.(\d{1,3}))?$/;

/** A quantity of goods of any sign: at most three decimals and no idle zeros, such as "2.5". */
export const quantitySchema = z
  .string()
  .regex(QUANTITY, 'QUANTITY_INVALID')
  .brand<'Quantity'>()
  .meta({ id: 'Quantity', example: '2.5' });
export type Quantity = z.infer<typeof quantitySchema>;

const read = (nothing: boolean) =>
  codedText('QUANTITY_INVALID', (text) => readQuantity(text, nothing))
    .brand<'Quantity'>()
    .meta({
      id: nothing ? 'CountedQuantity' : 'TypedQuantity',
      pattern: '^\\d{1,7}(\\.\\d{1,3})?$',
      example: '2.5',
    });

/** A quantity that a person enters: above zero, at most 9,999,999.999. */
export const quantity = read(false);
/** A quantity that was counted: it may be nothing. */
export const quantityOrZero = read(true);

export const NONE = quantitySchema.parse('0');

function readQuantity(text: string, nothing: boolean): Reading {
  const plain = halfWidth(text).trim();
  if (!PLAIN.test(plain)) return { code: 'QUANTITY_INVALID' };
  const thousandths = toThousandths(plain);
  if (thousandths === 0n && !nothing) return { code: 'QUANTITY_INVALID' };
  return { value: fromThousandths(thousandths) };
}

function toThousandths(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(3, '0'));
  return text.startsWith('-') ? -size : size;
}

function fromThousandths(size: bigint): Quantity {
  const digits = String(size < 0n ? -size : size).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  const text = digits.slice(0, -3) + (fraction === '' ? '' : `.${fraction}`);
  return quantitySchema.parse(size < 0n ? `-${text}` : text);
}

/** The exact sum; of nothing it is "0". */
export function sumQuantity(parts: readonly Quantity[]): Quantity {
  return fromThousandths(parts.reduce((sum, part) => sum + toThousandths(part), 0n));
}

/** What is left of `left` when `right` is taken away; may be negative. */
export function subtractQuantity(left: Quantity, right: Quantity): Quantity {
  return fromThousandths(toThousandths(left) - toThousandths(right));
}

/** Below zero, zero or above zero as `left` is smaller, equal or larger. */
export function compareQuantity(left: Quantity, right: Quantity): number {
  const difference = toThousandths(left) - toThousandths(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The smaller of the two. */
export function minQuantity(left: Quantity, right: Quantity): Quantity {
  return compareQuantity(left, right) < 0 ? left : right;
}
