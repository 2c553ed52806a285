import type { DonationChannel, DonorKind, RecordDonationBody } from '../../shared/donations.ts';
import type { Drive } from '../../shared/drives.ts';
import type { Fund } from '../../shared/funds.ts';
import { amount, amountOrZero, feeOf, parseTyped, ZERO } from '../../shared/money.ts';
import { type Gift, hasFee, UNRESTRICTED_FUND, USUAL_FEE_PERMILLE } from './giftLines.ts';

/** Stands for "no drive" in the list of drives; the server gets null. */
export const NO_DRIVE = 'none';

/** What stands in the fields while somebody types. */
export interface TypedGift {
  driveId?: string;
  donor?: { kind?: DonorKind; name?: string; phone?: string; mayBeNamed?: boolean };
  channel?: DonationChannel;
  gross?: string;
  fee?: string;
  receivedOn?: string;
  transactionReference?: string;
  note?: string;
}

/** The fee that the platform usually keeps of what is typed, or nothing while that is no amount. */
export function suggestedFee({ channel, gross }: TypedGift): string | undefined {
  const reading = parseTyped(gross ?? '', amount);
  if (!hasFee(channel) || !('money' in reading)) return undefined;
  return feeOf(reading.money, USUAL_FEE_PERMILLE);
}

/** What to send. Fields that the kind of donor or the channel does not have are left empty. */
export function bodyOf(typed: TypedGift): RecordDonationBody {
  const { kind = 'person', name, phone, mayBeNamed = false } = typed.donor ?? {};
  const named = kind !== 'anonymous';
  return {
    driveId: typed.driveId === NO_DRIVE ? null : (typed.driveId ?? ''),
    donor: {
      kind,
      name: named ? name || null : null,
      phone: named ? phone || null : null,
      mayBeNamed: named && mayBeNamed,
    },
    channel: typed.channel ?? 'cash',
    gross: plain(typed.gross),
    fee: hasFee(typed.channel) ? plain(typed.fee) || ZERO : ZERO,
    receivedOn: typed.receivedOn ?? '',
    transactionReference: typed.transactionReference || null,
    note: typed.note ?? '',
  };
}

/** "¥1,250.5" as "1250.50"; what is no amount goes as it is, for the server to refuse. */
function plain(text = ''): string {
  const reading = parseTyped(text, amountOrZero);
  return 'money' in reading ? reading.money : text;
}

/** The typed gift with its fund, once drive, channel and amounts can be read. */
export function giftOf(
  typed: TypedGift,
  known: { drives: readonly Drive[]; funds: readonly Fund[] },
): { gift: Gift; fund: Fund } | undefined {
  const drive = known.drives.find(({ id }) => id === typed.driveId);
  const unrestricted = typed.driveId === NO_DRIVE;
  const fund = known.funds.find(({ id, code }) =>
    unrestricted ? code === UNRESTRICTED_FUND : id === drive?.fundId,
  );
  const gross = parseTyped(typed.gross ?? '', amount);
  const fee = parseTyped((hasFee(typed.channel) && typed.fee) || ZERO, amountOrZero);
  if (!fund || !typed.channel || !('money' in gross) || !('money' in fee)) return undefined;
  const gift = {
    channel: typed.channel,
    gross: gross.money,
    fee: fee.money,
    fund,
    feeBearer: drive?.feeBearer ?? 'unrestricted',
  };
  return { gift, fund };
}
