import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Condolence } from '../../shared/condolences.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useCondolences } from './api.ts';

/** Batches of condolence visits (慰问). Route: /condolences */
export function CondolencesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayPrepare = useHasRole('caseworker', 'chair');
  const columns: NonNullable<TableProps<Condolence>['columns']> = [
    {
      title: t('condolences.name'),
      render: (_, { id, name }) => <Link to={`/condolences/${id}`}>{name}</Link>,
    },
    {
      title: t('condolences.plannedOn'),
      render: (_, { plannedOn }) => <DateText value={plannedOn} />,
    },
    { title: t('condolences.fund'), dataIndex: 'fundCode' },
    {
      title: t('condolences.handedOut'),
      render: (_, { paidLines, lineCount }) =>
        t('condolences.ofLines', { paid: paidLines, lines: lineCount }),
    },
    {
      title: t('condolences.cashTotal'),
      align: 'right',
      render: (_, { cashTotal }) => <MoneyText value={cashTotal} />,
    },
    {
      title: t('condolences.paid'),
      align: 'right',
      render: (_, { paid }) => <MoneyText value={paid} />,
    },
    {
      title: t('condolences.committed'),
      align: 'right',
      render: (_, { committed }) => <MoneyText value={committed} />,
    },
    {
      title: t('condolences.status'),
      render: (_, { status }) => (
        <StatusTag status={status} label={t(`condolences.statuses.${status}`)} />
      ),
    },
  ];
  const prepare = mayPrepare && (
    <Button type="primary" onClick={() => void navigate('/condolences/new')}>
      {t('condolences.prepare')}
    </Button>
  );
  return (
    <Page title={t('condolences.title')} actions={prepare}>
      <p className="hint">{t('condolences.help')}</p>
      <KeysetTable
        columns={columns}
        query={useCondolences()}
        rowKey="id"
        empty={t('condolences.empty')}
      />
    </Page>
  );
}
