import type { GoodsKind } from '../../shared/goods.ts';
import { hasSerials, type Quantity } from '../../shared/goods.ts';
import { compareQuantity } from '../../shared/quantity.ts';
import type { Role } from '../../shared/roles.ts';
import { AppError } from '../core/errors.ts';

/** Who writes each paper about goods: who keeps the books does not hand the goods out. */
export const preparers = {
  gift: ['treasurer'],
  opening: ['treasurer'],
  purchase: ['treasurer'],
  issue: ['cashier', 'caseworker'],
  loss: ['treasurer', 'cashier', 'caseworker'],
  expiry: ['treasurer', 'cashier', 'caseworker'],
  surplus: ['treasurer', 'cashier', 'caseworker'],
} as const satisfies Record<GoodsKind, readonly Role[]>;

/** Who says the second word: a cashier pays; chair or committee approves (报废单). */
export function deciders(kind: GoodsKind): readonly Role[] {
  return kind === 'purchase' ? ['cashier'] : ['chair', 'committee'];
}

interface TypedLine {
  itemId: string;
  quantity: Quantity;
  serials: readonly string[];
}
interface KnownItem {
  id: string;
  accountCode: '120101' | '120102' | '120103';
  left: Quantity;
  serials: readonly string[];
}

/** Gifts are not bought, and what is bought is not a gift; shopping vouchers may be either. */
function suits(kind: GoodsKind, { accountCode }: KnownItem): boolean {
  if (kind === 'gift') return accountCode !== '120102';
  return kind !== 'purchase' || accountCode !== '120101';
}

/**
 * What the lines of a paper must be, each told at its field: a known item once, one that suits the
 * paper, a number for each shopping voucher, and no more than is there. Fails with VALUE_INVALID,
 * SERIALS_DIFFER, EXCEEDS_STOCK (with `left`).
 */
export function checkLines(
  kind: GoodsKind,
  lines: readonly TypedLine[],
  items: ReadonlyMap<string, KnownItem>,
  leaves: boolean,
): void {
  lines.forEach((line, index) => {
    const item = items.get(line.itemId);
    const refuse = (
      code: 'VALUE_INVALID' | 'SERIALS_DIFFER' | 'EXCEEDS_STOCK',
      field: keyof TypedLine,
      params?: Record<string, string>,
    ): never => {
      const pointer = `/lines/${index}/${field}`;
      throw new AppError(code, 'Check this line.', { fields: [{ pointer, code }], params });
    };
    const again = lines.findIndex(({ itemId }) => itemId === line.itemId) < index;
    if (!item || again || !suits(kind, item)) return refuse('VALUE_INVALID', 'itemId');
    if (leaves && compareQuantity(line.quantity, item.left) > 0) {
      return refuse('EXCEEDS_STOCK', 'quantity', { left: item.left });
    }
    const distinct = new Set(line.serials).size;
    const expected = hasSerials(item.accountCode) ? line.quantity : '0';
    const known = line.serials.every((serial) => item.serials.includes(serial));
    if (String(distinct) !== expected || distinct !== line.serials.length || (leaves && !known)) {
      refuse('SERIALS_DIFFER', 'serials');
    }
  });
}
