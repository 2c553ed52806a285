import { Button, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sumMoney } from '../../shared/money.ts';
import type { OpeningSheet } from '../../shared/opening.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { usePostOpening, useReviewOpening } from './api.ts';

type Row = OpeningSheet['rows'][number];

/** A sheet: where it stands and who did what, its act, its rows, funds and promises. */
export function OpeningSheetView({ sheet }: { sheet: OpeningSheet }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t('opening.opensOn')}</dt>
          <dd>
            <DateText value={sheet.opensOn} />
          </dd>
        </div>
        <div>
          <dt>{t('opening.status')}</dt>
          <dd>
            <StatusTag
              status={
                {
                  prepared: 'unsigned',
                  reviewed: 'submitted',
                  posted: 'good',
                  taken_back: 'reversed',
                }[sheet.status]
              }
              label={t(`opening.statuses.${sheet.status}`)}
            />
          </dd>
        </div>
        <div>
          <dt>{t('opening.preparedBy')}</dt>
          <dd>{sheet.preparedByName}</dd>
        </div>
        <div>
          <dt>{t('opening.reviewedBy')}</dt>
          <dd>{sheet.reviewedByName ?? '—'}</dd>
        </div>
        {sheet.vouchers.length > 0 && (
          <div>
            <dt>{t('opening.vouchers')}</dt>
            <dd className="row">
              {sheet.vouchers.map(({ id, label }) => (
                <Link key={id} to={`/vouchers/${id}`}>
                  {label}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {sheet.allowedActions.includes('review') && <Review id={sheet.id} />}
      {sheet.allowedActions.includes('post') && <Post id={sheet.id} />}
      <h2>{t('opening.rows')}</h2>
      <RowTable rows={sheet.rows} />
      <h2>{t('opening.funds')}</h2>
      <FundTable funds={sheet.funds} />
      {sheet.commitments.length > 0 && (
        <>
          <h2>{t('opening.commitments')}</h2>
          <p className="hint">{t('opening.commitmentsHelp')}</p>
          <CommitmentTable commitments={sheet.commitments} />
        </>
      )}
    </>
  );
}

function Review({ id }: { id: string }) {
  const { t } = useTranslation();
  const { key } = useIdempotencyKey(`opening.review.${id}`);
  const review = useReviewOpening(id, key);
  return (
    <section aria-label={t('opening.review')}>
      <ErrorSummary error={review.error} />
      <p>{t('opening.reviewHelp')}</p>
      <Button type="primary" loading={review.isPending} onClick={() => review.mutate()}>
        {t('opening.review')}
      </Button>
    </section>
  );
}

function Post({ id }: { id: string }) {
  const { t } = useTranslation();
  const { key } = useIdempotencyKey(`opening.post.${id}`);
  const post = usePostOpening(id, key);
  return (
    <section aria-label={t('opening.post')}>
      <ErrorSummary error={post.error} />
      <p>{t('opening.postHelp')}</p>
      <Button type="primary" loading={post.isPending} onClick={() => post.mutate()}>
        {t('opening.post')}
      </Button>
    </section>
  );
}

function RowTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('opening.account'),
      render: (_, row) => `${row.accountCode} ${english ? row.nameEn : row.nameZh}`,
    },
    { title: t('opening.fund'), dataIndex: 'fundCode' },
    { title: t('opening.beneficiary'), dataIndex: 'beneficiary' },
    ...(['debit', 'credit'] as const).map((side) => ({
      title: t(`opening.${side}`),
      align: 'right' as const,
      render: (_: unknown, row: Row) => row[side] !== '0.00' && <MoneyText value={row[side]} />,
    })),
  ];
  const keyOf = (row: Row) => Object.values(row).join(' ');
  return (
    <DataTable<Row>
      columns={columns}
      dataSource={rows}
      rowKey={keyOf}
      summary={(shown) => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={3}>
            {t('common.total')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} align="right">
            <MoneyText value={sumMoney(shown.map(({ debit }) => debit))} />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={4} align="right">
            <MoneyText value={sumMoney(shown.map(({ credit }) => credit))} />
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

function FundTable({ funds }: { funds: OpeningSheet['funds'] }) {
  const { t } = useTranslation();
  type Fund = OpeningSheet['funds'][number];
  const columns: NonNullable<TableProps<Fund>['columns']> = [
    { title: t('opening.fund'), render: (_, row) => `${row.fundCode} ${row.fundName}` },
    {
      title: t('opening.balance'),
      align: 'right',
      render: (_, { balance }) => <MoneyText value={balance} />,
    },
  ];
  return <DataTable<Fund> columns={columns} dataSource={funds} rowKey="fundCode" />;
}

function CommitmentTable({ commitments }: { commitments: OpeningSheet['commitments'] }) {
  const { t } = useTranslation();
  type Promised = OpeningSheet['commitments'][number];
  const columns: NonNullable<TableProps<Promised>['columns']> = [
    { title: t('opening.fund'), dataIndex: 'fundCode' },
    { title: t('opening.case'), dataIndex: 'caseText' },
    {
      title: t('opening.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
  ];
  const keyOf = (row: Promised) => `${row.fundCode} ${row.caseText} ${row.amount}`;
  return <DataTable<Promised> columns={columns} dataSource={commitments} rowKey={keyOf} />;
}
