import { addMoney, type Money, subtractMoney, sumMoney } from '../../shared/money.ts';
import type { ItemKind } from '../../shared/reconciliation.ts';

interface Item {
  kind: ItemKind;
  amount: Money;
}

/**
 * The figures of a 余额调节表 from both balances and what only one side knows: books + received not
 * booked − paid not booked = adjusted; bank + booked not received − booked not paid = adjusted.
 * `difference` = adjusted books − adjusted bank. Source: domain.md §4.
 */
export function sheetFigures(books: Money, bank: Money, items: readonly Item[]) {
  const total = (kind: ItemKind) =>
    sumMoney(items.filter((item) => item.kind === kind).map(({ amount }) => amount));
  const [bankIn, bankOut] = [total('bank_in'), total('bank_out')];
  const [bookIn, bookOut] = [total('book_in'), total('book_out')];
  const adjustedBooks = subtractMoney(addMoney(books, bankIn), bankOut);
  const adjustedBank = subtractMoney(addMoney(bank, bookIn), bookOut);
  return {
    bookBalance: books,
    bankIn,
    bankOut,
    adjustedBooks,
    bankBalance: bank,
    bookIn,
    bookOut,
    adjustedBank,
    difference: subtractMoney(adjustedBooks, adjustedBank),
  };
}
