import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CloseChecklist, ClosePoint } from '../../shared/closing.ts';
import { useLanguage } from '../i18n/index.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useChecklist } from './closing-api.ts';
import { PeriodActs } from './PeriodActs.tsx';

/** A month: what keeps it open, what its closing will post, and closing or opening it. */
export function PeriodPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const checklist = useChecklist(id);
  return (
    <Page title={t('ledger.closeOf', { month: monthWords(t, Number(id)) })}>
      <p className="no-print">
        <Link to="/periods">{t('ledger.backToPeriods')}</Link>
      </p>
      <QueryState of={checklist} empty="">
        {(data) => (
          <>
            <Standing checklist={data} />
            {data.points.length > 0 && <Points points={data.points} />}
            {data.deficits.length > 0 && <Deficits deficits={data.deficits} />}
            {data.status === 'open' && <Preview checklist={data} />}
            <PeriodActs checklist={data} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Standing({ checklist }: { checklist: CloseChecklist }) {
  const { t } = useTranslation();
  const { status, closedAt, regime, reopening } = checklist;
  return (
    <dl className="facts">
      <div>
        <dt>{t('ledger.status')}</dt>
        <dd>
          <StatusTag status={status} label={t(`ledger.statuses.${status}`)} />{' '}
          {closedAt && <InstantText value={closedAt} />}
        </dd>
      </div>
      <div>
        <dt>{t('ledger.regime')}</dt>
        <dd>{t(`ledger.regimes.${regime}`)}</dd>
      </div>
      {reopening && (
        <div>
          <dt>{t('ledger.reopeningAsked')}</dt>
          <dd>
            {reopening.askedByName} <InstantText value={reopening.askedAt} />：{reopening.reason}
          </dd>
        </div>
      )}
    </dl>
  );
}

const stateOf = ({ count, level }: ClosePoint) => (count === 0 ? 'done' : level);
const tones = { done: 'ok', blocker: 'broken', warning: 'unsigned' } as const;

function Points({ points }: { points: ClosePoint[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<ClosePoint>['columns']> = [
    { title: t('ledger.point'), render: (_, { name }) => t(`ledger.points.${name}`) },
    {
      title: t('ledger.status'),
      render: (_, point) => (
        <StatusTag
          status={tones[stateOf(point)]}
          label={t(`ledger.pointStates.${stateOf(point)}`, { count: point.count })}
        />
      ),
    },
    {
      title: t('common.actions'),
      render: (_, { count, path, name }) =>
        count > 0 && (
          <Link to={path} aria-label={`${t('ledger.toPoint')} ${t(`ledger.points.${name}`)}`}>
            {t('ledger.toPoint')}
          </Link>
        ),
    },
  ];
  return (
    <section aria-label={t('ledger.checklist')}>
      <h2>{t('ledger.checklist')}</h2>
      <DataTable<ClosePoint> columns={columns} dataSource={points} rowKey="name" />
    </section>
  );
}

type Deficit = CloseChecklist['deficits'][number];

function Deficits({ deficits }: { deficits: Deficit[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Deficit>['columns']> = [
    {
      title: t('common.posting.fund'),
      render: (_, { fundCode, fundName }) => `${fundCode} ${fundName}`,
    },
    {
      title: t('ledger.deficit'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    {
      title: t('ledger.status'),
      render: (_, { signable, signed }) => {
        const word = signed ? 'signed' : signable ? 'unsigned' : 'broken';
        return <StatusTag status={word} label={t(`ledger.deficitStates.${word}`)} />;
      },
    },
  ];
  return (
    <section aria-label={t('ledger.deficits')}>
      <h2>{t('ledger.deficits')}</h2>
      <DataTable<Deficit> columns={columns} dataSource={deficits} rowKey="fundCode" />
    </section>
  );
}

/** The lines that closing will post, as they stand now. */
function Preview({ checklist: { posts } }: { checklist: CloseChecklist }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (posts.length === 0) return <p className="hint">{t('ledger.nothingToPost')}</p>;
  const lines = posts.flatMap((post) => post.lines);
  return (
    <ConfirmPosting
      lines={lines.map((line) => ({
        side: line.side,
        account: `${line.accountCode} ${language === 'en' ? line.accountNameEn : line.accountNameZh}`,
        fund: line.fundCode,
        amount: line.amount,
      }))}
      next={t('ledger.closeNext')}
    />
  );
}
