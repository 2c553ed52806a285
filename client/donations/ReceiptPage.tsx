import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import type { Donation } from '../../shared/donations.ts';
import { useMe } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useDonation } from './api.ts';
import { GiftGoods } from './GiftGoods.tsx';
import './receipt.css';

/** The receipt as it is handed over, on A4. Route: /donations/:id/receipt */
export function ReceiptPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const gift = useDonation(id);
  return (
    <Page
      title={t('donations.receipt.title')}
      actions={
        <Button type="primary" onClick={() => window.print()} disabled={!gift.data}>
          {t('common.print')}
        </Button>
      }
    >
      <QueryState of={gift} empty={null}>
        {(found) => <Receipt gift={found} />}
      </QueryState>
    </Page>
  );
}

function Receipt({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const me = useMe();
  const rows = [
    [t('donations.receipt.from'), gift.donorName],
    [
      t('donations.receipt.amount'),
      <strong key="figure">
        <MoneyText value={gift.gross} />
      </strong>,
    ],
    [t('common.inCapitals'), <strong key="capitals">{toCapitals(gift.gross)}</strong>],
    [t('donations.receipt.purpose'), purposeOf(gift, t('donations.receipt.unrestricted'))],
    [t('donations.channelLabel'), t(`donations.channel.${gift.channel}`)],
    ...(gift.goods.length > 0
      ? [[t('donations.goods'), <GiftGoods key="goods" gift={gift} />] as const]
      : []),
    [t('donations.receivedOn'), <DateText key="date" value={gift.receivedOn} />],
    [t('donations.recordedBy'), gift.recordedByName],
  ] as const;
  return (
    <section className="receipt" aria-label={t('donations.receipt.title')}>
      <p className="receipt-organisation">{me?.organisationName}</p>
      <p className="receipt-number">
        {t('donations.receiptNumber')} {gift.receiptNumber}
      </p>
      {!gift.receiptValid && <p className="receipt-void">{t('donations.receipt.void')}</p>}
      <table className="plain-table">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('donations.receipt.thanks')}</p>
      <div className="receipt-signatures">
        <span>{t('donations.receipt.stamp')}</span>
        <span>{t('donations.receipt.signature')}</span>
      </div>
      <p className="hint">{t('donations.receipt.internal')}</p>
    </section>
  );
}

function purposeOf(gift: Donation, unrestricted: string): string {
  return gift.driveName ? `${gift.driveName} (${gift.fundName})` : unrestricted;
}
