import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import type { Donation } from '../../shared/donations.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { AfterGift } from './AfterGift.tsx';
import { useDonation } from './api.ts';
import { GiftGoods } from './GiftGoods.tsx';
import { GiftStatus } from './DonationsPage.tsx';
import { ReverseDonation } from './ReverseDonation.tsx';

/** One gift: who gave, where it went, and how to take it back. Route: /donations/:id */
export function DonationPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const gift = useDonation(id);
  return (
    <Page
      title={t('donations.pageTitle')}
      actions={
        <Button onClick={() => void navigate(`/donations/${id}/receipt`)}>
          {t('donations.printReceipt')}
        </Button>
      }
    >
      <QueryState of={gift} empty={null}>
        {(found) => (
          <>
            <p>
              <GiftStatus gift={found} />
            </p>
            <GiftAmounts gift={found} />
            <GiftFacts gift={found} />
            <Reversal gift={found} />
            <AfterGift gift={found} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function GiftAmounts({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <div>
        <dt>{t('donations.gross')}</dt>
        <dd>
          <strong>
            <MoneyText value={gift.gross} />
          </strong>
          <br />
          {toCapitals(gift.gross)}
        </dd>
      </div>
      <div>
        <dt>{t('donations.fee')}</dt>
        <dd>
          <MoneyText value={gift.fee} />
        </dd>
      </div>
      <div>
        <dt>{t('donations.net')}</dt>
        <dd>
          <MoneyText value={gift.net} />
        </dd>
      </div>
    </dl>
  );
}

function GiftFacts({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const facts = [
    [t('donations.donor'), `${gift.donorName} (${t(`donations.donorKind.${gift.donorKind}`)})`],
    [t('donations.channelLabel'), t(`donations.channel.${gift.channel}`)],
    ...(gift.goods.length > 0
      ? [[t('donations.goods'), <GiftGoods key="goods" gift={gift} />] as const]
      : []),
    [t('donations.receivedOn'), <DateText key="date" value={gift.receivedOn} />],
    [t('donations.drive'), <DriveLink key="drive" gift={gift} />],
    [t('donations.fund'), `${gift.fundCode} ${gift.fundName}`],
    [t('donations.receiptNumber'), gift.receiptNumber],
    [
      t('donations.voucher'),
      <Link key="voucher" to={`/vouchers/${gift.voucherId}`}>
        {gift.voucherNumber}
      </Link>,
    ],
    [t('donations.reference'), gift.transactionReference ?? t('common.none')],
    [t('donations.note'), gift.note || t('common.none')],
    [t('donations.recordedBy'), gift.recordedByName],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function DriveLink({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  if (!gift.driveId) return t('donations.unrestricted');
  return (
    <Link to={`/donations?driveId=${gift.driveId}`}>
      {gift.driveCode} {gift.driveName}
    </Link>
  );
}

/** A gift is never deleted; a reversal in red takes it back, by somebody else than its recorder. */
function Reversal({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (gift.reversed) return <p className="hint">{t('donations.isReversed')}</p>;
  if (!gift.allowedActions.includes('reverse')) {
    return <p className="hint no-print">{t('donations.ifWrong')}</p>;
  }
  if (isOpen) return <ReverseDonation gift={gift} onLeave={() => setOpen(false)} />;
  return (
    <Button danger className="no-print" onClick={() => setOpen(true)}>
      {t('donations.reverse')}
    </Button>
  );
}
