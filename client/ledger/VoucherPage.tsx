import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Voucher } from '../../shared/ledger.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCopyVoucher, useSignVoucher, useVoucher } from './api.ts';
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
            <Corrections voucher={data} />
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
        {voucher.allowedActions.includes('correct') && (
          <Link to={`/vouchers/${voucher.id}/correct`}>{t('ledger.correct')}</Link>
        )}
        {voucher.allowedActions.includes('copy') && <CopyVoucher id={voucher.id} />}
        {voucher.sourceType === 'manual' && voucher.sourceId && (
          <Link to={`/drafts/${voucher.sourceId}`}>{t('ledger.draft')}</Link>
        )}
        {voucher.sourceType === 'donation' && voucher.sourceId && (
          <Link to={`/donations/${voucher.sourceId}`}>{t('ledger.source')}</Link>
        )}
        {voucher.sourceType === 'goods' && <Link to="/goods">{t('nav.goods')}</Link>}
      </div>
      {reversing && <ReverseVoucherForm voucher={voucher} onClose={() => setReversing(false)} />}
    </div>
  );
}

function CopyVoucher({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey(`vouchers.copy.${id}`);
  const copy = useCopyVoucher(id, key);
  const done = (draft: { id: string }) => {
    renew();
    void navigate(`/drafts/${draft.id}/edit`);
  };
  return (
    <>
      <ErrorSummary error={copy.error} />
      <Button loading={copy.isPending} onClick={() => copy.mutate(undefined, { onSuccess: done })}>
        {t('ledger.copy')}
      </Button>
    </>
  );
}

/** All vouchers of each correction that this one has a part in, linked both ways. */
function Corrections({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  if (voucher.corrections.length === 0) return null;
  return (
    <section aria-label={t('ledger.corrections')}>
      <h2>{t('ledger.corrections')}</h2>
      <ul>
        {voucher.corrections.map(({ kind, reason, original, red, blue }) => (
          <li key={blue.id}>
            {t(`ledger.correctionKinds.${kind}`)}：{reason}{' '}
            {(
              [
                ['original', original],
                ['red', red],
                ['blue', blue],
              ] as const
            ).map(
              ([part, each]) =>
                each && (
                  <span key={part}>
                    {' '}
                    {t(`ledger.${part}`)}{' '}
                    <Link to={`/vouchers/${each.id}`}>{`${each.periodId} ${each.label}`}</Link>
                  </span>
                ),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
