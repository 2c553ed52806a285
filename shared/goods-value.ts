import type { ValuationMethod } from './goods.ts';
import { minMoney, type Money, shareOfMoney, subtractMoney, sumMoney, ZERO } from './money.ts';
import {
  compareQuantity,
  minQuantity,
  NONE,
  type Quantity,
  subtractQuantity,
  sumQuantity,
} from './quantity.ts';

/** What is left of goods that came in at once; `valueLeft` only where the first in goes first. */
export interface LotLeft {
  quantityLeft: Quantity;
  valueLeft: Money | null;
}

/**
 * What goods are worth when they leave, by the lots from the oldest on: first in, first out by
 * lot, or the average of all that is in stock. Shares are rounded half-up to the fen and the last
 * unit takes what is left, so that no fen ever stays behind. Undefined when less is in stock. The
 * database decides by the same rule (`take_goods`); this one shows it beforehand.
 */
export function valueOut(
  method: ValuationMethod,
  stock: { quantity: Quantity; value: Money; lots: readonly LotLeft[] },
  quantity: Quantity,
): Money | undefined {
  if (compareQuantity(quantity, stock.quantity) > 0) return undefined;
  if (method === 'average') return shareOfMoney(stock.value, quantity, stock.quantity);
  let rest = quantity;
  const parts: Money[] = [];
  for (const { quantityLeft, valueLeft } of stock.lots) {
    if (compareQuantity(rest, NONE) === 0) break;
    const part = minQuantity(rest, quantityLeft);
    if (compareQuantity(part, NONE) > 0) {
      parts.push(shareOfMoney(valueLeft ?? ZERO, part, quantityLeft));
    }
    rest = subtractQuantity(rest, part);
  }
  return sumMoney(parts);
}

/** What is left after goods of this quantity left the lots. */
export function stockAfter(
  method: ValuationMethod,
  stock: { quantity: Quantity; value: Money; lots: readonly LotLeft[] },
  quantity: Quantity,
) {
  let rest = quantity;
  const lots = stock.lots.map((lot): LotLeft => {
    const part = minQuantity(rest, lot.quantityLeft);
    rest = subtractQuantity(rest, part);
    if (compareQuantity(part, NONE) === 0) return lot;
    const worth = shareOfMoney(lot.valueLeft ?? ZERO, part, lot.quantityLeft);
    return {
      quantityLeft: subtractQuantity(lot.quantityLeft, part),
      valueLeft: lot.valueLeft && subtractMoney(lot.valueLeft, worth),
    };
  });
  const worth = minMoney(valueOut(method, stock, quantity) ?? stock.value, stock.value);
  return {
    quantity: sumQuantity(lots.map(({ quantityLeft }) => quantityLeft)),
    value: subtractMoney(stock.value, worth),
    lots,
  };
}
