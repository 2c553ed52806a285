import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DonationRecorded } from '../../shared/donations.ts';
import { moneyWords } from '../ui/MoneyText.tsx';

export type Recorded = DonationRecorded & { gross: string };

/** What was recorded, where to find it, and what to do if it was wrong. */
export function RecordedGift({ gift, onNext }: { gift: Recorded; onNext: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="narrow" style={{ marginBottom: 16 }}>
      <Alert
        type="success"
        showIcon
        title={t('donations.recorded', {
          amount: moneyWords(gift.gross),
          receipt: gift.receiptNumber,
          voucher: gift.voucherNumber,
        })}
        description={
          <>
            <p style={{ margin: '4px 0' }}>{t('donations.recordedHelp')}</p>
            <div className="row">
              <Link to={`/donations/${gift.id}/receipt`}>{t('donations.printReceipt')}</Link>
              <Link to={`/donations/${gift.id}`}>{t('donations.showGift')}</Link>
              <Link to={`/vouchers/${gift.voucherId}`}>{t('donations.showVoucher')}</Link>
              <Button size="small" onClick={onNext}>
                {t('donations.nextGift')}
              </Button>
            </div>
          </>
        }
      />
    </div>
  );
}
