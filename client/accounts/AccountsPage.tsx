import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankAccount } from '../../shared/accounts.ts';
import type { Account } from '../../shared/ledger.ts';
import { useHasRole } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { AddAccountForm } from './AddAccountForm.tsx';
import { AddBankAccountForm } from './AddBankAccountForm.tsx';
import { useAccounts, useBankAccounts } from './api.ts';
import { CloseAccountForm } from './CloseAccountForm.tsx';

type Act = { kind: 'account' | 'bank' } | { kind: 'close'; account: Account };

/** The chart of accounts with its sub-accounts, and the bank accounts that have books in it. */
export function AccountsPage() {
  const { t } = useTranslation();
  const accounts = useAccounts();
  const banks = useBankAccounts();
  const mayChange = useHasRole('treasurer');
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const actions = mayChange && (
    <>
      <Button onClick={() => setAct({ kind: 'bank' })}>{t('accounts.addBank')}</Button>
      <Button type="primary" onClick={() => setAct({ kind: 'account' })}>
        {t('accounts.add')}
      </Button>
    </>
  );
  return (
    <Page title={t('accounts.title')} actions={actions}>
      <p className="hint">{t('accounts.help')}</p>
      <h2>{t('accounts.banks')}</h2>
      <QueryState of={banks} empty={t('accounts.noBanks')}>
        {({ items }) => <BankTable banks={items} />}
      </QueryState>
      <h2>{t('accounts.chart')}</h2>
      <QueryState of={accounts} empty={t('accounts.empty')}>
        {({ items }) => (
          <>
            <ChartTable
              accounts={items}
              onClose={mayChange ? (account) => setAct({ kind: 'close', account }) : undefined}
            />
            {act?.kind === 'account' && <AddAccountForm accounts={items} onClose={close} />}
          </>
        )}
      </QueryState>
      {act?.kind === 'bank' && <AddBankAccountForm onClose={close} />}
      {act?.kind === 'close' && <CloseAccountForm account={act.account} onClose={close} />}
    </Page>
  );
}

function BankTable({ banks }: { banks: BankAccount[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<BankAccount>['columns']> = [
    { title: t('accounts.code'), dataIndex: 'accountCode' },
    { title: t('accounts.bankName'), dataIndex: 'bankName' },
    { title: t('accounts.lastFour'), dataIndex: 'lastFour' },
    { title: t('accounts.kind'), render: (_, { kind }) => t(`accounts.kinds.${kind}`) },
    { title: t('accounts.openedOn'), render: (_, row) => <DateText value={row.openedOn} /> },
    {
      title: t('accounts.closedOn'),
      render: (_, { closedOn }) => closedOn && <DateText value={closedOn} />,
    },
  ];
  return <DataTable<BankAccount> columns={columns} dataSource={banks} rowKey="accountCode" />;
}

function ChartTable({
  accounts,
  onClose,
}: {
  accounts: Account[];
  onClose: ((account: Account) => void) | undefined;
}) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const columns: NonNullable<TableProps<Account>['columns']> = [
    { title: t('accounts.code'), dataIndex: 'code', fixed: 'left' },
    { title: t('accounts.name'), render: (_, row) => (english ? row.nameEn : row.nameZh) },
    { title: t('accounts.bookCode'), dataIndex: 'bookCode' },
    {
      title: t('accounts.bookName'),
      render: (_, row) => (english ? row.bookNameEn : row.bookNameZh),
    },
    { title: t('accounts.side'), render: (_, { side }) => t(`accounts.sides.${side}`) },
    { title: t('accounts.needs'), render: (_, account) => needsWords(t, account) },
    { title: t('accounts.state'), render: (_, account) => <State account={account} /> },
    {
      title: t('common.actions'),
      render: (_, account) =>
        onClose &&
        account.takesLines &&
        !account.system && (
          <Button size="small" onClick={() => onClose(account)}>
            {t('accounts.close')}
          </Button>
        ),
    },
  ];
  return <DataTable<Account> columns={columns} dataSource={accounts} rowKey="code" />;
}

function needsWords(t: (key: string) => string, account: Account): string {
  const words = [
    account.needsFund && t('accounts.needsFund'),
    account.needsBeneficiary && t('accounts.needsBeneficiary'),
  ];
  return words.filter((word) => word !== false).join(t('nav.and'));
}

function State({ account }: { account: Account }) {
  const { t } = useTranslation();
  if (account.closedOn !== null) {
    return <StatusTag status="closed" label={t('accounts.closed')} />;
  }
  if (!account.takesLines) return <>{t('accounts.sumOnly')}</>;
  return account.system ? <>{t('accounts.system')}</> : null;
}
