import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsCount } from '../../shared/goods-counts.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCounts, useSignCount } from './api.ts';
import { CountForm } from './CountForm.tsx';
import { PaperForm } from './PaperForm.tsx';

/** Counts of the store (盘点表) and what they found. Route: /goods/counts */
export function CountsPage() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const mayCount = useMayCount();
  const actions = mayCount && (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t('goods.count')}
    </Button>
  );
  return (
    <Page title={t('goods.countsTitle')} actions={actions}>
      <p className="hint">{t('goods.countsHelp')}</p>
      <Counts />
      {open && <CountForm onClose={() => setOpen(false)} />}
    </Page>
  );
}

function useMayCount(): boolean {
  const isTreasurer = useHasRole('treasurer');
  const isCashier = useHasRole('cashier');
  const isCaseworker = useHasRole('caseworker');
  return isTreasurer || isCashier || isCaseworker;
}

function Counts() {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<GoodsCount>['columns']> = [
    { title: t('goods.date'), render: (_, { countedOn }) => <DateText value={countedOn} /> },
    { title: t('goods.counted'), render: (_, count) => <Found count={count} /> },
    { title: t('goods.firstCounter'), dataIndex: 'countedByName' },
    { title: t('goods.secondCounter'), render: (_, count) => <Second count={count} /> },
    { title: t('goods.note'), dataIndex: 'note' },
    { title: t('goods.differences'), render: (_, count) => <Differences count={count} /> },
  ];
  return (
    <KeysetTable columns={columns} query={useCounts()} rowKey="id" empty={t('goods.noCounts')} />
  );
}

function Found({ count }: { count: GoodsCount }) {
  const { t } = useTranslation();
  return count.lines.map((line) => (
    <div key={`${line.itemId} ${line.fundId}`}>
      {line.itemCode} {line.itemName} {line.fundCode}：
      {t('goods.bookAndCounted', { book: line.book, counted: line.counted, unit: line.unit })}
      {line.difference !== '0' && (
        <strong>
          {' '}
          {t('goods.difference')} {line.difference}
        </strong>
      )}
    </div>
  ));
}

function Second({ count }: { count: GoodsCount }) {
  const { t } = useTranslation();
  const { key, renewIfUsed } = useIdempotencyKey(`goods.sign.${count.id}`);
  const sign = useSignCount(count.id, key);
  if (count.signedByName !== null) return count.signedByName;
  return (
    <>
      <StatusTag status="unsigned" label={t('goods.unsigned')} />{' '}
      {count.maySign && (
        <Button
          size="small"
          loading={sign.isPending}
          onClick={() => sign.mutate(undefined, { onError: renewIfUsed })}
        >
          {t('goods.sign')}
        </Button>
      )}
      <ErrorSummary error={sign.error} />
    </>
  );
}

type Kind = 'loss' | 'surplus';

/** What is missing and what was found, by fund: each asks to be written off or taken in. */
function Differences({ count }: { count: GoodsCount }) {
  const { t } = useTranslation();
  const mayAsk = useMayCount() && count.signedByName !== null;
  const [asked, setAsked] = useState<{ kind: Kind; fundId: string }>();
  const groups = new Map<string, { kind: Kind; fundId: string; fundCode: string }>();
  for (const { difference, fundId, fundCode } of count.lines) {
    if (difference === '0') continue;
    const kind = difference.startsWith('-') ? 'loss' : 'surplus';
    groups.set(`${kind} ${fundId}`, { kind, fundId, fundCode });
  }
  if (groups.size === 0) return t('goods.noDifference');
  const lines = count.lines
    .filter(
      ({ difference, fundId }) =>
        fundId === asked?.fundId &&
        difference !== '0' &&
        difference.startsWith('-') === (asked.kind === 'loss'),
    )
    .map(({ itemId, difference }) => ({ itemId, quantity: difference.replace('-', '') }));
  return (
    <>
      {[...groups].map(([key, { kind, fundId, fundCode }]) =>
        mayAsk ? (
          <Button key={key} size="small" onClick={() => setAsked({ kind, fundId })}>
            {t(`goods.book_${kind}`, { fund: fundCode })}
          </Button>
        ) : (
          <div key={key}>
            {t(`goods.kinds.${kind}`)} {fundCode}
          </div>
        ),
      )}
      {asked && (
        <PaperForm
          paper="writeOff"
          countId={count.id}
          start={{ ...asked, lines }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
