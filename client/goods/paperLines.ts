import type { GoodsItem, GoodsItemDetail } from '../../shared/goods.ts';
import { valueOut } from '../../shared/goods-value.ts';
import { amount, type Money, parseTyped, sumMoney, ZERO } from '../../shared/money.ts';
import { quantity } from '../../shared/quantity.ts';
import type { PostingLine } from '../ui/ConfirmPosting.tsx';

/** The papers that are written by hand, each with a form of its own. */
export type PaperKind = 'gift' | 'opening' | 'purchase' | 'issue' | 'writeOff';
export type WriteOffKind = 'loss' | 'expiry' | 'surplus';

export interface TypedLine {
  itemId?: string;
  quantity?: string;
  value?: string;
  expiresOn?: string;
  serials?: string;
}
export interface TypedPaper {
  kind?: WriteOffKind;
  fundId?: string;
  driveId?: string;
  donor?: { kind: 'person' | 'organisation' | 'anonymous'; name?: string };
  householdId?: string;
  roster?: string;
  liableName?: string;
  day?: string;
  lines?: (TypedLine | undefined)[];
  paperNumber?: string;
  note?: string;
}

const MOST = 500;

/** The numbers of vouchers as people write them: "K001-K010, K020". */
export function serialsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, head = '', from = '', to = ''] = /^(\D*)(\d+)[-~～]\1(\d+)$/.exec(part) ?? [];
      const count = Number(to) - Number(from) + 1;
      if (from === '' || from.length !== to.length || count < 1 || count > MOST) return [part];
      return Array.from(
        { length: count },
        (_, index) => head + String(Number(from) + index).padStart(from.length, '0'),
      );
    });
}

/** Whether the goods of this form come into the store, each line with its value. */
export const comes = (paper: PaperKind, kind?: WriteOffKind) =>
  paper === 'writeOff' ? kind === 'surplus' : paper !== 'issue';

/** What is sent to the server for what was typed. */
export function bodyOf(paper: PaperKind, typed: TypedPaper, countId: string | null): object {
  const lines = (typed.lines ?? []).map((line) => ({
    itemId: line?.itemId ?? '',
    quantity: line?.quantity ?? '',
    serials: serialsOf(line?.serials),
    ...(comes(paper, typed.kind) && {
      value: line?.value ?? '',
      expiresOn: line?.expiresOn || null,
    }),
  }));
  const { paperNumber = '', note = '', fundId = '', day = '', kind = 'loss' } = typed;
  const common = { lines, paperNumber, note };
  if (paper === 'gift') {
    const donor = { kind: typed.donor?.kind ?? 'person', name: typed.donor?.name || null };
    return { ...common, driveId: typed.driveId ?? null, donor, receivedOn: day };
  }
  if (paper === 'opening') return { ...common, fundId };
  if (paper === 'purchase') return { ...common, fundId, orderedOn: day };
  if (paper === 'issue') {
    const { householdId = null, roster = '' } = typed;
    return { ...common, fundId, householdId, roster, issuedOn: day };
  }
  const liable = kind === 'surplus' ? {} : { liableName: typed.liableName || null };
  return { ...common, kind, fundId, countId, happenedOn: day, ...liable };
}

export interface KnownGoods {
  items: readonly GoodsItem[];
  lots: ReadonlyMap<string, GoodsItemDetail>;
}

/** What a line is worth: as typed, or by the method of its item; undefined while it is unclear. */
export function worthOf(
  line: TypedLine | undefined,
  { comesIn, fundId, lots }: { comesIn: boolean; fundId: string | undefined } & KnownGoods,
): Money | undefined {
  if (comesIn) {
    const typed = parseTyped(line?.value ?? '', amount);
    return 'money' in typed ? typed.money : undefined;
  }
  const item = line?.itemId === undefined ? undefined : lots.get(line.itemId);
  const stock = item?.stock.find((each) => each.fundId === fundId);
  const typed = quantity.safeParse(line?.quantity ?? '');
  if (!item || !stock || !typed.success) return undefined;
  const own = item.lots.filter((lot) => lot.fundId === fundId);
  return valueOut(item.method, { ...stock, lots: own }, typed.data);
}

/** The lines that a paper will post; nothing while a value is missing. */
export function postingOf(
  paper: PaperKind,
  typed: TypedPaper,
  known: KnownGoods & { fund: { code: string; kind: string } | undefined },
): PostingLine[] {
  const { fund, items } = known;
  const comesIn = comes(paper, typed.kind);
  const parts = (typed.lines ?? []).map((line) => ({
    account: items.find(({ id }) => id === line?.itemId)?.accountCode,
    value: worthOf(line, { ...known, comesIn, fundId: typed.fundId }),
  }));
  if (!fund || paper === 'opening' || parts.length === 0) return [];
  if (parts.some(({ account, value }) => account === undefined || value === undefined)) return [];
  const accounts = [...new Set(parts.map(({ account }) => account!))].toSorted();
  const stock = accounts.map((account): PostingLine => {
    const own = parts.filter((part) => part.account === account);
    const sum = sumMoney(own.map(({ value }) => value ?? ZERO));
    return { side: comesIn ? 'debit' : 'credit', account, fund: fund.code, amount: sum };
  });
  const total = sumMoney(parts.map(({ value }) => value ?? ZERO));
  const against: PostingLine = {
    side: comesIn ? 'credit' : 'debit',
    ...otherSide(paper, typed, fund),
    amount: total,
  };
  return comesIn ? [...stock, against] : [against, ...stock];
}

function otherSide(paper: PaperKind, typed: TypedPaper, fund: { code: string; kind: string }) {
  const part = fund.kind === 'restricted' ? '02' : '01';
  if (paper === 'purchase') return { account: '100201' };
  if (paper === 'gift') return { account: `4101${part}`, fund: fund.code };
  if (paper === 'issue') return { account: `5101${part}`, fund: fund.code };
  if (typed.kind === 'surplus') return { account: `4901${part}`, fund: fund.code };
  if (typed.liableName) return { account: '112202' };
  return { account: `5301${part}`, fund: fund.code };
}
