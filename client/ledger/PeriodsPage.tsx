import { Button, Modal, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/DataTable.tsx';
import { Link } from 'react-router';
import type { Period } from '../../shared/ledger.ts';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useClosePeriod, usePeriods } from './api.ts';

/** The months of the books: what is still open, and closing. */
export function PeriodsPage() {
  const { t } = useTranslation();
  const periods = usePeriods();
  const [closing, setClosing] = useState<Period>();
  return (
    <Page title={t('ledger.periods')}>
      <p className="hint">{t('ledger.periodsHelp')}</p>
      <QueryState of={periods} empty={t('ledger.noPeriods')}>
        {({ items }) => <PeriodTable periods={items} onClose={setClosing} />}
      </QueryState>
      {closing && <ClosePeriod period={closing} onDone={() => setClosing(undefined)} />}
    </Page>
  );
}

function PeriodTable({
  periods,
  onClose,
}: {
  periods: Period[];
  onClose: (period: Period) => void;
}) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Period>['columns']> = [
    {
      title: t('ledger.period'),
      render: (_, { id }) => <Link to={`/vouchers?period=${id}`}>{monthWords(t, id)}</Link>,
    },
    { title: t('ledger.ends'), render: (_, { endsOn }) => <DateText value={endsOn} /> },
    { title: t('ledger.voucherCount'), dataIndex: 'vouchers', align: 'right' },
    { title: t('ledger.unsignedCount'), dataIndex: 'unsigned', align: 'right' },
    {
      title: t('ledger.status'),
      render: (_, { status }) => (
        <StatusTag status={status} label={t(`ledger.statuses.${status}`)} />
      ),
    },
    {
      title: t('ledger.closedBy'),
      render: (_, { closedAt, closedByName }) =>
        closedAt && (
          <>
            {closedByName} <InstantText value={closedAt} />
          </>
        ),
    },
    {
      title: t('common.actions'),
      render: (_, period) =>
        period.mayClose && (
          <Button size="small" onClick={() => onClose(period)}>
            {t('ledger.close')}
          </Button>
        ),
    },
  ];
  return <DataTable<Period> columns={columns} dataSource={periods} rowKey="id" />;
}

function ClosePeriod({ period, onDone }: { period: Period; onDone: () => void }) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`periods.close.${period.id}`);
  const close = useClosePeriod(period.id, key);
  const done = () => {
    renew();
    onDone();
  };
  const month = monthWords(t, period.id);
  return (
    <Modal
      open
      title={t('ledger.closeTitle', { month })}
      okText={t('ledger.closeSubmit', { month })}
      okButtonProps={{ loading: close.isPending }}
      cancelText={t('common.cancel')}
      onOk={() => close.mutate(undefined, { onSuccess: done })}
      onCancel={onDone}
    >
      <ErrorSummary error={close.error} />
      <p>{t('ledger.closeHelp', { count: period.vouchers })}</p>
      {period.unsigned > 0 && <p>{t('ledger.closeUnsigned', { count: period.unsigned })}</p>}
    </Modal>
  );
}
