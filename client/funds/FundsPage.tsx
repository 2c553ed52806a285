import { Button, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/DataTable.tsx';
import type { Fund } from '../../shared/funds.ts';
import { sumMoney } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useFunds } from './api.ts';
import { OpenFundForm } from './OpenFundForm.tsx';

const FIGURES = ['balance', 'notCash', 'committed', 'available'] as const;

/** The funds and what each can still promise. */
export function FundsPage() {
  const { t } = useTranslation();
  const funds = useFunds();
  const mayOpen = useHasRole('treasurer');
  const [opening, setOpening] = useState(false);
  const open = mayOpen && (
    <Button type="primary" onClick={() => setOpening(true)}>
      {t('funds.open')}
    </Button>
  );
  return (
    <Page title={t('funds.title')} actions={open}>
      <p className="hint">{t('funds.help')}</p>
      <QueryState of={funds} empty={t('funds.empty')}>
        {({ items }) => <FundTable funds={items} />}
      </QueryState>
      {opening && <OpenFundForm onClose={() => setOpening(false)} />}
    </Page>
  );
}

function FundTable({ funds }: { funds: Fund[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Fund>['columns']> = [
    { title: t('funds.code'), dataIndex: 'code', fixed: 'left' },
    {
      title: t('funds.name'),
      render: (_, { name, warnings }) => (
        <>
          {name}{' '}
          {warnings.map((warning) => (
            <StatusTag key={warning} status="overdue" label={t(`funds.warnings.${warning}`)} />
          ))}
        </>
      ),
    },
    { title: t('funds.kind'), render: (_, { kind }) => t(`funds.kinds.${kind}`) },
    ...FIGURES.map((figure) => ({
      title: t(`funds.${figure}`),
      align: 'right' as const,
      render: (_: unknown, fund: Fund) => <MoneyText value={fund[figure]} />,
    })),
    { title: t('funds.purpose'), dataIndex: 'purpose' },
  ];
  return (
    <DataTable<Fund>
      columns={columns}
      dataSource={funds}
      rowKey="id"
      summary={(rows) => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={3}>
            {t('common.total')}
          </Table.Summary.Cell>
          {FIGURES.map((figure, index) => (
            <Table.Summary.Cell key={figure} index={index + 3} align="right">
              <MoneyText value={sumMoney(rows.map((row) => row[figure]))} />
            </Table.Summary.Cell>
          ))}
          <Table.Summary.Cell index={7} />
        </Table.Summary.Row>
      )}
    />
  );
}
