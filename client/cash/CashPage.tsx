import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CashState, Deposit } from '../../shared/cash.ts';
import { sumMoney } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useCash, useDeposits } from './api.ts';
import { CashLimits } from './CashLimits.tsx';
import { CountForm } from './CountForm.tsx';
import { DepositForm } from './DepositForm.tsx';
import { OpenCount } from './OpenCount.tsx';
import { WithdrawalForm } from './WithdrawalForm.tsx';

/** Where the money is, taking it to the bank, and counting the box. Route: /cash */
export function CashPage() {
  const { t } = useTranslation();
  const cash = useCash();
  const isCashier = useHasRole('cashier');
  return (
    <Page title={t('cash.title')}>
      <QueryState of={cash} empty={null}>
        {(state) => (
          <>
            <Places state={state} />
            <CashLimits />
            {state.openCount && <OpenCount count={state.openCount} />}
            {isCashier && (
              <div className="columns no-print">
                <DepositForm state={state} />
                {!state.openCount && <CountForm state={state} />}
                <WithdrawalForm />
              </div>
            )}
          </>
        )}
      </QueryState>
      <Deposits />
    </Page>
  );
}

function Places({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const places = ['cash', 'wechat', 'alipay', 'bank'] as const;
  return (
    <dl className="facts">
      {places.map((place) => (
        <div key={place}>
          <dt>{t(`cash.place.${place}`)}</dt>
          <dd>
            <MoneyText value={state[place]} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('common.total')}</dt>
        <dd>
          <strong>
            <MoneyText value={sumMoney(places.map((place) => state[place]))} />
          </strong>
        </dd>
      </div>
    </dl>
  );
}

function Deposits() {
  const { t } = useTranslation();
  const deposits = useDeposits();
  const money = (value: string) => <MoneyText value={value} />;
  return (
    <>
      <h2>{t('cash.deposits')}</h2>
      <QueryState of={deposits} empty={t('cash.noDeposits')}>
        {({ items }) => (
          <Table<Deposit>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={items}
            columns={[
              {
                title: t('cash.depositedOn'),
                dataIndex: 'depositedOn',
                render: (date: string) => <DateText value={date} />,
              },
              {
                title: t('cash.from'),
                dataIndex: 'kind',
                render: (kind: string) => t(`cash.place.${kind}`),
              },
              { title: t('cash.amount'), dataIndex: 'amount', align: 'right', render: money },
              { title: t('cash.fee'), dataIndex: 'fee', align: 'right', render: money },
              { title: t('cash.slip'), dataIndex: 'slipReference' },
              {
                title: t('cash.voucher'),
                render: (_, { voucherId, voucherNumber, reversed }) => (
                  <>
                    <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>{' '}
                    {reversed && <StatusTag status="reversed" label={t('cash.reversed')} />}
                  </>
                ),
              },
            ]}
          />
        )}
      </QueryState>
    </>
  );
}
