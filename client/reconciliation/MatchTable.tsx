import { App, Button, Checkbox, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Matching, MatchSides } from '../../shared/reconciliation.ts';
import { subtractMoney, sumMoney } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useMatch } from './api.ts';
import { LiveMatches } from './LiveMatches.tsx';

interface Row {
  key: string;
  ofBank: boolean;
  date: string;
  label: string;
  words: string;
  amount: string;
  /** The number of the likely pair that it belongs to. */
  pair: number | undefined;
}

const keyOf = ({ voucherId, lineNo }: { voucherId: string; lineNo: number }) =>
  `${voucherId}:${lineNo}`;

function rowsOf({ statementLines, ledgerLines, proposals }: Matching): Row[] {
  const pairs = new Map<string, number>();
  proposals.forEach((each, index) => {
    for (const id of each.statementLineIds) pairs.set(id, index + 1);
    for (const line of each.ledgerLines) pairs.set(keyOf(line), index + 1);
  });
  const bank = statementLines.map((line) => ({
    key: line.id,
    ofBank: true,
    date: line.date,
    amount: line.amount,
    label: line.reference,
    words: [line.counterparty, line.memo].filter((part) => part !== '').join(' · '),
    pair: pairs.get(line.id),
  }));
  const books = ledgerLines.map((line) => ({
    key: keyOf(line),
    ofBank: false,
    date: line.date,
    amount: line.amount,
    label: line.label,
    words: [line.summary, line.reference ?? ''].filter((part) => part !== '').join(' · '),
    pair: pairs.get(keyOf(line)),
  }));
  return [...bank, ...books];
}

function sidesOf(rows: readonly Row[]): MatchSides {
  return {
    statementLineIds: rows.filter(({ ofBank }) => ofBank).map(({ key }) => key),
    ledgerLines: rows
      .filter(({ ofBank }) => !ofBank)
      .map(({ key }) => {
        const [voucherId = '', lineNo] = key.split(':');
        return { voucherId, lineNo: Number(lineNo) };
      }),
  };
}

/** The lines that wait on both sides; likely pairs bear the same number. */
export function MatchTable({ account, matching }: { account: string; matching: Matching }) {
  const { t } = useTranslation();
  const isTreasurer = useHasRole('treasurer');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = rowsOf(matching);
  const picked = rows.filter(({ key }) => chosen.has(key));
  const choose = (key: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  return (
    <>
      <h2>{t('reconciliation.toMatch')}</h2>
      {rows.length === 0 ? (
        <EmptyState>{t('reconciliation.allMatched')}</EmptyState>
      ) : (
        <>
          {isTreasurer && (
            <Confirm
              account={account}
              matching={matching}
              picked={picked}
              onDone={() => setChosen(new Set())}
            />
          )}
          <OpenLines rows={rows} chosen={chosen} choose={isTreasurer ? choose : undefined} />
        </>
      )}
      <LiveMatches matches={matching.matches} />
    </>
  );
}

function OpenLines({
  rows,
  chosen,
  choose,
}: {
  rows: Row[];
  chosen: ReadonlySet<string>;
  choose: ((key: string, on: boolean) => void) | undefined;
}) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('reconciliation.choose'),
      hidden: choose === undefined,
      render: (_, { key, amount, label }) => (
        <Checkbox
          aria-label={`${t('reconciliation.choose')} ${label} ${moneyWords(amount)}`}
          checked={chosen.has(key)}
          onChange={(event) => choose?.(key, event.target.checked)}
        />
      ),
    },
    {
      title: t('reconciliation.from'),
      render: (_, { ofBank }) => t(ofBank ? 'reconciliation.bank' : 'reconciliation.books'),
    },
    { title: t('reconciliation.date'), render: (_, { date }) => <DateText value={date} /> },
    { title: t('reconciliation.label'), dataIndex: 'label' },
    { title: t('reconciliation.summary'), dataIndex: 'words' },
    {
      title: t('reconciliation.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    { title: t('reconciliation.pair'), dataIndex: 'pair', align: 'right' },
  ];
  return <DataTable<Row> columns={columns} dataSource={rows} rowKey="key" />;
}

function Confirm({
  account,
  matching,
  picked,
  onDone,
}: {
  account: string;
  matching: Matching;
  picked: Row[];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { key, renew } = useIdempotencyKey(`reconciliation.match.${account}`);
  const match = useMatch();
  const send = (matches: MatchSides[]) =>
    match.mutate(
      { body: { accountCode: account, matches }, key },
      {
        onSuccess: ({ ids }) => {
          message.success(t('reconciliation.matched', { count: ids.length }));
          onDone();
        },
        onSettled: renew,
      },
    );
  const proposed = matching.proposals
    .slice(0, 200)
    .map(({ statementLineIds, ledgerLines }) => ({ statementLineIds, ledgerLines }));
  const total = (ofBank: boolean) =>
    sumMoney(picked.filter((row) => row.ofBank === ofBank).map(({ amount }) => amount as never));
  const gap = subtractMoney(total(true), total(false));
  return (
    <div className="no-print">
      <ErrorSummary error={match.error} />
      <div className="row">
        <Button
          type="primary"
          disabled={proposed.length === 0}
          loading={match.isPending}
          onClick={() => send(proposed)}
        >
          {t('reconciliation.confirmProposed', { count: proposed.length })}
        </Button>
        <Button
          disabled={picked.length < 2}
          loading={match.isPending}
          onClick={() => send([sidesOf(picked)])}
        >
          {t('reconciliation.confirmChosen', { count: picked.length, gap: moneyWords(gap) })}
        </Button>
      </div>
    </div>
  );
}
