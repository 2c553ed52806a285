import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { GoodsDocument, GoodsItem, GoodsStock } from '../../shared/goods.ts';
import { sumMoney, unitCost } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { AddItemForm } from './AddItemForm.tsx';
import { useDocuments, useItems } from './api.ts';
import { DecidePaper, ReversePaper } from './PaperActs.tsx';
import { PaperForm } from './PaperForm.tsx';
import type { PaperKind } from './paperLines.ts';

/** Goods in kind: what is in store, and the papers about it. Route: /goods */
export function GoodsPage() {
  const { t } = useTranslation();
  const items = useItems();
  const [form, setForm] = useState<PaperKind | 'item'>();
  const close = () => setForm(undefined);
  return (
    <Page title={t('goods.title')} actions={<Acts onOpen={setForm} />}>
      <p className="hint">{t('goods.help')}</p>
      <nav className="row no-print" aria-label={t('goods.more')}>
        <Link to="/goods/counts">{t('goods.countsTitle')}</Link>
        <Link to="/goods/memos">{t('goods.memosTitle')}</Link>
        <Link to="/books/goods">{t('goods.book')}</Link>
      </nav>
      <h2>{t('goods.stock')}</h2>
      <QueryState of={items} empty={t('goods.noItems')}>
        {({ items: known }) => <Stock items={known} />}
      </QueryState>
      <h2>{t('goods.documents')}</h2>
      <Documents />
      {form === 'item' && <AddItemForm onClose={close} />}
      {form !== undefined && form !== 'item' && <PaperForm paper={form} onClose={close} />}
    </Page>
  );
}

function Acts({ onOpen }: { onOpen: (form: PaperKind | 'item') => void }) {
  const { t } = useTranslation();
  const isTreasurer = useHasRole('treasurer');
  const isCashier = useHasRole('cashier');
  const isCaseworker = useHasRole('caseworker');
  const forms: (PaperKind | 'item')[] = [
    ...(isTreasurer ? (['item', 'opening', 'purchase', 'gift'] as const) : []),
    ...(isCashier || isCaseworker ? (['issue'] as const) : []),
    ...(isTreasurer || isCashier || isCaseworker ? (['writeOff'] as const) : []),
  ];
  return forms.map((form) => (
    <Button
      key={form}
      type={form === 'gift' || form === 'issue' ? 'primary' : 'default'}
      onClick={() => onOpen(form)}
    >
      {t(`goods.papers.${form}`)}
    </Button>
  ));
}

type StockRow = GoodsItem & { own: GoodsStock | undefined; rowKey: string };

function Stock({ items }: { items: GoodsItem[] }) {
  const { t } = useTranslation();
  const rows = items.flatMap((item): StockRow[] =>
    item.stock.length === 0
      ? [{ ...item, own: undefined, rowKey: item.id }]
      : item.stock.map((own) => ({ ...item, own, rowKey: `${item.id} ${own.fundId}` })),
  );
  const columns: NonNullable<TableProps<StockRow>['columns']> = [
    { title: t('goods.code'), dataIndex: 'code', fixed: 'left' },
    {
      title: t('goods.item'),
      render: (_, { id, name }) => <Link to={`/books/goods?item=${id}`}>{name}</Link>,
    },
    { title: t('goods.account'), render: (_, row) => t(`goods.accounts.${row.accountCode}`) },
    { title: t('goods.method'), render: (_, { method }) => t(`goods.methods.${method}`) },
    { title: t('goods.fund'), render: (_, { own }) => own?.fundCode },
    { title: t('goods.left'), align: 'right', render: (_, { own }) => own?.quantity ?? '0' },
    { title: t('goods.unit'), dataIndex: 'unit' },
    {
      title: t('goods.unitCost'),
      align: 'right',
      render: (_, { own }) => own && unitCost(own.value, own.quantity),
    },
    {
      title: t('goods.worth'),
      align: 'right',
      render: (_, { own }) => own && <MoneyText value={own.value} />,
    },
    {
      title: t('goods.expiresOn'),
      render: (_, { own }) => own?.expiresOn && <DateText value={own.expiresOn} />,
    },
  ];
  const total = sumMoney(rows.flatMap(({ own }) => (own ? [own.value] : [])));
  return (
    <>
      <DataTable<StockRow> columns={columns} dataSource={rows} rowKey="rowKey" />
      <p>
        {t('goods.worthInAll')} <MoneyText value={total} />
      </p>
    </>
  );
}

function Documents() {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<GoodsDocument>['columns']> = [
    { title: t('goods.date'), render: (_, { happenedOn }) => <DateText value={happenedOn} /> },
    { title: t('goods.kind'), render: (_, { kind }) => t(`goods.kinds.${kind}`) },
    { title: t('goods.fund'), dataIndex: 'fundCode' },
    { title: t('goods.lines'), render: (_, paper) => <Lines paper={paper} /> },
    {
      title: t('goods.worth'),
      align: 'right',
      render: (_, { value }) => value !== null && <MoneyText value={value} />,
    },
    { title: t('goods.who'), render: (_, paper) => whoOf(paper) },
    { title: t('goods.paperNumber'), dataIndex: 'paperNumber' },
    { title: t('goods.preparedBy'), dataIndex: 'preparedByName' },
    { title: t('goods.status'), render: (_, paper) => <Status paper={paper} /> },
  ];
  return (
    <KeysetTable
      columns={columns}
      query={useDocuments()}
      rowKey="id"
      empty={t('goods.noDocuments')}
    />
  );
}

const whoOf = ({ donorName, householdCode, roster, liableMasked }: GoodsDocument) =>
  [donorName, householdCode, roster, liableMasked].filter(Boolean).join(' ');

function Lines({ paper }: { paper: GoodsDocument }) {
  return paper.lines.map(({ itemCode, itemName, quantity, unit, serials }) => (
    <div key={itemCode}>
      {itemName} {quantity} {unit} {serials.join(', ')}
    </div>
  ));
}

function Status({ paper }: { paper: GoodsDocument }) {
  const { t } = useTranslation();
  const { status, voucherId, voucherNumber, donationId, kind } = paper;
  return (
    <>
      <StatusTag status={status} label={t(`goods.statuses.${status}`)} />{' '}
      {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}{' '}
      {kind === 'gift' && <Link to={`/donations/${donationId}`}>{t('goods.toGift')}</Link>}
      {paper.mayDecide && <DecidePaper paper={paper} />}
      {paper.mayReverse && <ReversePaper paper={paper} />}
    </>
  );
}
