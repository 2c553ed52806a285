import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Voucher } from '../../shared/ledger.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useSignVoucher, useVoucher } from './api.ts';
import { ReverseVoucherForm } from './ReverseVoucherForm.tsx';
import { VoucherPaper } from './VoucherPaper.tsx';

/** One voucher, drawn and printed as the paper form (记账凭证). */
export function VoucherPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const voucher = useVoucher(id);
  const title = voucher.data ? `${t('ledger.voucher')} ${voucher.data.label}` : t('ledger.voucher');
  return (
    <Page
      title={title}
      actions={<Button onClick={() => window.print()}>{t('common.print')}</Button>}
    >
      <QueryState of={voucher} empty="">
        {(data) => (
          <>
            <VoucherPaper voucher={data} />
            <VoucherActs voucher={data} />
            <p className="no-print">
              <Link to={`/vouchers?period=${data.periodId}`}>{t('ledger.backToList')}</Link>
            </p>
          </>
        )}
      </QueryState>
    </Page>
  );
}

function VoucherActs({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`vouchers.sign.${voucher.id}`);
  const sign = useSignVoucher(voucher.id, key);
  const [reversing, setReversing] = useState(false);
  return (
    <div className="no-print">
      <ErrorSummary error={sign.error} />
      <div className="row">
        {voucher.allowedActions.includes('sign') && (
          <Button
            type="primary"
            loading={sign.isPending}
            onClick={() => sign.mutate(undefined, { onSuccess: renew })}
          >
            {t('ledger.sign', { label: voucher.label })}
          </Button>
        )}
        {voucher.allowedActions.includes('reverse') && (
          <Button danger onClick={() => setReversing(true)}>
            {t('ledger.reverse')}
          </Button>
        )}
        {voucher.sourceType === 'donation' && voucher.sourceId && (
          <Link to={`/donations/${voucher.sourceId}`}>{t('ledger.source')}</Link>
        )}
      </div>
      {reversing && <ReverseVoucherForm voucher={voucher} onClose={() => setReversing(false)} />}
    </div>
  );
}
