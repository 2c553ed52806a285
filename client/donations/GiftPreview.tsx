import { Form } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useDrives, useFunds } from './api.ts';
import { availableAfter, type GiftLine, giftLines } from './giftLines.ts';
import { giftOf, type TypedGift } from './typedGift.ts';

/** What recording the gift will post, as soon as the form says enough. */
export function GiftPreview() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TypedGift>();
  const typed = Form.useWatch((values: TypedGift) => values, form);
  const drives = useDrives();
  const funds = useFunds();
  const known = { drives: drives.data?.items ?? [], funds: funds.data?.items ?? [] };
  const found = giftOf(typed ?? {}, known);
  if (!found) return <p className="hint">{t('donations.previewLater')}</p>;
  const { gift, fund } = found;
  return (
    <ConfirmPosting
      lines={namedLines(t, giftLines(gift))}
      remains={
        <>
          {fund.code} {fund.name} <MoneyText value={availableAfter(fund.available, gift)} />
        </>
      }
      next={t('donations.nextAct')}
    />
  );
}

/** The lines with the names of their accounts. */
export function namedLines(t: TFunction, lines: GiftLine[]): GiftLine[] {
  return lines.map((line) => ({ ...line, account: t(`donations.accounts.${line.account}`) }));
}
