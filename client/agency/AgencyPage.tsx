import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Beneficiary, Movement } from '../../shared/agency.ts';
import { sumMoney } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { DecideButtons } from '../ui/DecideButtons.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useBeneficiaries, useDecideMovement, useMovements } from './api.ts';
import { OpenBeneficiaryForm } from './OpenBeneficiaryForm.tsx';
import { RecordMovementForm } from './RecordMovementForm.tsx';

/** Money and goods held for named beneficiaries: never income, never expense. Route: /agency */
export function AgencyPage() {
  const { t } = useTranslation();
  const beneficiaries = useBeneficiaries();
  const isTreasurer = useHasRole('treasurer');
  const [form, setForm] = useState<'beneficiary' | 'movement'>();
  const close = () => setForm(undefined);
  const actions = isTreasurer && (
    <>
      <Button onClick={() => setForm('beneficiary')}>{t('agency.open')}</Button>
      <Button type="primary" onClick={() => setForm('movement')}>
        {t('agency.record')}
      </Button>
    </>
  );
  return (
    <Page title={t('agency.title')} actions={actions}>
      <p className="hint">{t('agency.help')}</p>
      <h2>{t('agency.beneficiaries')}</h2>
      <QueryState of={beneficiaries} empty={t('agency.noBeneficiaries')}>
        {({ items }) => <Beneficiaries items={items} />}
      </QueryState>
      <h2>{t('agency.movements')}</h2>
      <Movements />
      {form === 'beneficiary' && <OpenBeneficiaryForm onClose={close} />}
      {form === 'movement' && <RecordMovementForm onClose={close} />}
    </Page>
  );
}

function Beneficiaries({ items }: { items: Beneficiary[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Beneficiary>['columns']> = [
    { title: t('agency.code'), dataIndex: 'code', fixed: 'left' },
    { title: t('agency.beneficiary'), dataIndex: 'beneficiaryMasked' },
    { title: t('agency.principal'), dataIndex: 'principalMasked' },
    { title: t('agency.purpose'), dataIndex: 'purpose' },
    { title: t('agency.agreement'), dataIndex: 'agreementNumber' },
    { title: t('agency.agreedOn'), render: (_, { agreedOn }) => <DateText value={agreedOn} /> },
    {
      title: t('agency.held'),
      align: 'right',
      render: (_, { held }) => <MoneyText value={held} />,
    },
  ];
  return (
    <>
      <DataTable<Beneficiary> columns={columns} dataSource={items} rowKey="code" />
      <p>
        {t('agency.heldInAll')} <MoneyText value={sumMoney(items.map(({ held }) => held))} />
      </p>
    </>
  );
}

function Movements() {
  const { t } = useTranslation();
  const movements = useMovements();
  const columns: NonNullable<TableProps<Movement>['columns']> = [
    { title: t('agency.date'), render: (_, { movedOn }) => <DateText value={movedOn} /> },
    { title: t('agency.code'), dataIndex: 'beneficiary' },
    { title: t('agency.kind'), render: (_, { kind }) => t(`agency.kinds.${kind}`) },
    {
      title: t('agency.where'),
      render: (_, { till, goods }) => (till === null ? goods : t(`agency.tills.${till}`)),
    },
    {
      title: t('agency.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    {
      title: t('agency.document'),
      render: (_, { documentName, documentNumber }) => `${documentName} ${documentNumber}`,
    },
    { title: t('agency.status'), render: (_, movement) => <Status movement={movement} /> },
  ];
  return (
    <KeysetTable columns={columns} query={movements} rowKey="id" empty={t('agency.noMovements')} />
  );
}

function Status({ movement }: { movement: Movement }) {
  const { t } = useTranslation();
  const { id, kind, status, voucherId, voucherNumber, mayDecide } = movement;
  return (
    <>
      <StatusTag status={status} label={t(`agency.statuses.${status}`)} />{' '}
      {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}
      {mayDecide && (
        <DecideButtons
          id={id}
          label={t('agency.decide')}
          title={t('agency.decide')}
          useDecide={useDecideMovement}
          preview={
            <p>
              {t(`agency.kinds.${kind}`)} {movement.beneficiary}{' '}
              <MoneyText value={movement.amount} />
            </p>
          }
        />
      )}
    </>
  );
}
