import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { VoucherSummary } from '../../shared/ledger.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { MonthSelect } from '../ui/MonthSelect.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { usePeriods, useVouchers } from './api.ts';

/** The vouchers of a month; the month is in the address. */
export function VouchersPage() {
  const { t } = useTranslation();
  const periods = usePeriods();
  const [search, setSearch] = useSearchParams();
  const choose = (month: number) => setSearch({ period: String(month) }, { replace: true });
  return (
    <Page title={t('ledger.vouchers')}>
      <QueryState of={periods} empty={t('ledger.noPeriods')}>
        {({ items }) => {
          const months = items.map(({ id }) => id).toSorted((a, b) => b - a);
          const newest = items.filter(({ vouchers }) => vouchers > 0).map(({ id }) => id);
          const month = Number(search.get('period')) || Math.max(...newest, 0) || months[0] || 0;
          return (
            <>
              <div className="filters no-print">
                <MonthSelect
                  label={t('ledger.period')}
                  months={months}
                  value={month}
                  onChange={choose}
                />
              </div>
              <VoucherList month={month} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function VoucherList({ month }: { month: number }) {
  const { t } = useTranslation();
  const vouchers = useVouchers(month);
  const columns: NonNullable<TableProps<VoucherSummary>['columns']> = [
    {
      title: t('ledger.number'),
      fixed: 'left',
      render: (_, { id, label }) => <Link to={`/vouchers/${id}`}>{label}</Link>,
    },
    {
      title: t('ledger.date'),
      render: (_, { voucherDate }) => <DateText value={voucherDate} />,
    },
    { title: t('ledger.summary'), dataIndex: 'summary' },
    {
      title: t('ledger.total'),
      align: 'right',
      render: (_, { total }) => <MoneyText value={total} />,
    },
    { title: t('ledger.preparedBy'), dataIndex: 'preparedByName' },
    {
      title: t('ledger.reviewedBy'),
      render: (_, { signedByName }) =>
        signedByName ?? <StatusTag status="unsigned" label={t('ledger.unsigned')} />,
    },
    { title: t('ledger.link'), render: (_, voucher) => <ReversalNote voucher={voucher} /> },
  ];
  return (
    <KeysetTable columns={columns} query={vouchers} rowKey="id" empty={t('ledger.noVouchers')} />
  );
}

/** Which voucher this one takes back, or which took it back. */
export function ReversalNote({ voucher }: { voucher: VoucherSummary }) {
  const { t } = useTranslation();
  const { reversesLabel, reversedByLabel } = voucher;
  if (reversedByLabel) {
    return (
      <StatusTag status="reversed" label={t('ledger.reversedBy', { label: reversedByLabel })} />
    );
  }
  return reversesLabel ? t('ledger.reverses', { label: reversesLabel }) : null;
}
