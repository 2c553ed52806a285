import { Button, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Donation } from '../../shared/donations.ts';
import { isZero, sumMoney } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDonations, useDrives } from './api.ts';

/** The gifts, of one drive when the address says so. Route: /donations?driveId= */
export function DonationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const driveId = search.get('driveId');
  const donations = useDonations(driveId);
  const mayRecord = useHasRole('treasurer');
  const formPath = driveId ? `/donations/new?driveId=${driveId}` : '/donations/new';
  return (
    <Page
      title={t('donations.title')}
      actions={
        mayRecord && (
          <Button type="primary" onClick={() => void navigate(formPath)}>
            {t('donations.record')}
          </Button>
        )
      }
    >
      <DriveFilter />
      <KeysetTable<Donation>
        columns={useColumns()}
        query={donations}
        rowKey="id"
        empty={t(mayRecord ? 'donations.emptyRecord' : 'donations.empty')}
        summary={(rows) => <Totals rows={rows} />}
      />
    </Page>
  );
}

function DriveFilter() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const drives = useDrives();
  const options = drives.data?.items.map(({ id, code, name }) => ({
    value: id,
    label: `${code} ${name}`,
  }));
  return (
    <div className="row no-print" style={{ marginBottom: 16 }}>
      <label htmlFor="drive-filter">{t('donations.drive')}</label>
      <Select
        id="drive-filter"
        style={{ width: 260, maxWidth: '100%' }}
        value={search.get('driveId') ?? ''}
        loading={drives.isPending}
        options={[{ value: '', label: t('common.all') }, ...(options ?? [])]}
        onChange={(driveId) => setSearch(driveId ? { driveId } : {}, { replace: true })}
      />
    </div>
  );
}

function useColumns() {
  const { t } = useTranslation();
  const money = (value: string) => <MoneyText value={value} />;
  return [
    {
      title: t('donations.receivedOn'),
      dataIndex: 'receivedOn',
      render: (date: string) => <DateText value={date} />,
    },
    {
      title: t('donations.receiptNumber'),
      dataIndex: 'receiptNumber',
      render: (number: string, { id }: Donation) => <Link to={`/donations/${id}`}>{number}</Link>,
    },
    { title: t('donations.donor'), dataIndex: 'donorName' },
    {
      title: t('donations.drive'),
      render: (_: unknown, { driveCode, driveName }: Donation) =>
        driveCode ? `${driveCode} ${driveName ?? ''}` : t('donations.unrestricted'),
    },
    {
      title: t('donations.channelLabel'),
      dataIndex: 'channel',
      render: (channel: string) => t(`donations.channel.${channel}`),
    },
    { title: t('donations.gross'), dataIndex: 'gross', align: 'right' as const, render: money },
    { title: t('donations.fee'), dataIndex: 'fee', align: 'right' as const, render: money },
    { title: t('donations.net'), dataIndex: 'net', align: 'right' as const, render: money },
    {
      title: t('donations.voucher'),
      render: (_: unknown, { voucherId, voucherNumber }: Donation) => (
        <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>
      ),
    },
    {
      title: t('donations.statusLabel'),
      render: (_: unknown, gift: Donation) => <GiftStatus gift={gift} />,
    },
  ];
}

/** Whether the gift counts, or was taken back. */
export function GiftStatus({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const status = gift.reversed ? 'reversed' : isZero(gift.refunded) ? 'valid' : 'refunded';
  return <StatusTag status={status} label={t(`donations.status.${status}`)} />;
}

/** The total of the gifts that are shown and count. */
function Totals({ rows }: { rows: readonly Donation[] }) {
  const { t } = useTranslation();
  const counted = rows.filter(({ receiptValid }) => receiptValid);
  const figures = (['gross', 'fee', 'net'] as const).map((name) => ({
    name,
    total: sumMoney(counted.map((gift) => gift[name])),
  }));
  return (
    <Table.Summary fixed>
      <Table.Summary.Row>
        <Table.Summary.Cell index={0} colSpan={5}>
          <strong>{t('donations.totalShown', { count: counted.length })}</strong>
        </Table.Summary.Cell>
        {figures.map(({ name, total }, position) => (
          <Table.Summary.Cell key={name} index={5 + position} align="right">
            <strong>
              <MoneyText value={total} />
            </strong>
          </Table.Summary.Cell>
        ))}
        <Table.Summary.Cell index={8} colSpan={2} />
      </Table.Summary.Row>
    </Table.Summary>
  );
}
