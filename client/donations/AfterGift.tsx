import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Donation } from '../../shared/donations.ts';
import { isZero } from '../../shared/money.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { BounceDonation } from './BounceDonation.tsx';
import { PrepareRefund } from './PrepareRefund.tsx';

/** What may still happen to a gift, besides a reversal: the bank takes it back, or we give it. */
export function AfterGift({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'bounce' | 'refund'>();
  const close = () => setOpen(undefined);
  return (
    <>
      {!isZero(gift.refunded) && (
        <p className="hint">
          {t('donations.givenBack')} <MoneyText value={gift.refunded} />
        </p>
      )}
      {gift.bounceReference !== null && (
        <p className="hint">{t('donations.bounced', { reference: gift.bounceReference })}</p>
      )}
      <div className="row no-print">
        {gift.allowedActions.includes('refund') && (
          <Button onClick={() => setOpen('refund')}>{t('donations.refund')}</Button>
        )}
        {gift.allowedActions.includes('bounce') && (
          <Button danger onClick={() => setOpen('bounce')}>
            {t('donations.bounce')}
          </Button>
        )}
      </div>
      {open === 'refund' && <PrepareRefund gift={gift} onClose={close} />}
      {open === 'bounce' && <BounceDonation gift={gift} onClose={close} />}
    </>
  );
}
