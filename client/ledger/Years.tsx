import { Button, Form, Input, Modal, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BookYear, lockYearBody, type LockYearBody } from '../../shared/closing.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useLockYear, useYears } from './closing-api.ts';

/** The years of the books: how many months are closed, what they ended with, and their audits. */
export function Years() {
  const { t } = useTranslation();
  const years = useYears();
  const [locking, setLocking] = useState<BookYear>();
  return (
    <section aria-label={t('ledger.years')}>
      <h2>{t('ledger.years')}</h2>
      <QueryState of={years} empty={t('ledger.noPeriods')}>
        {({ items }) => <YearTable years={items} onLock={setLocking} />}
      </QueryState>
      {locking && <LockYear year={locking} onClose={() => setLocking(undefined)} />}
    </section>
  );
}

function YearTable({ years, onLock }: { years: BookYear[]; onLock: (year: BookYear) => void }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<BookYear>['columns']> = [
    { title: t('ledger.year'), dataIndex: 'year' },
    {
      title: t('ledger.monthsClosed'),
      render: (_, { months, closedMonths }) => `${closedMonths} / ${months}`,
    },
    { title: t('ledger.unsignedCount'), dataIndex: 'unsigned', align: 'right' },
    {
      title: t('ledger.netAssets'),
      align: 'right',
      render: (_, { netAssets }) => netAssets && <MoneyText value={netAssets} />,
    },
    {
      title: t('ledger.audit'),
      render: (_, { auditedOn, reference, lockedByName }) =>
        auditedOn && (
          <>
            <DateText value={auditedOn} /> {reference} {lockedByName}
          </>
        ),
    },
    {
      title: t('common.actions'),
      render: (_, year) =>
        year.mayLock && (
          <Button size="small" onClick={() => onLock(year)}>
            {t('ledger.lockYear')}
          </Button>
        ),
    },
  ];
  return <DataTable<BookYear> columns={columns} dataSource={years} rowKey="year" />;
}

function LockYear({ year: { year }, onClose }: { year: BookYear; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<LockYearBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`years.lock.${year}`);
  const lock = useLockYear(year, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('ledger.lockTitle', { year })} footer={null} onCancel={onClose}>
      <p>{t('ledger.lockHelp')}</p>
      <ActForm
        form={form}
        error={lock.error}
        pending={lock.isPending}
        danger
        submit={t('ledger.lockSubmit', { year })}
        onCancel={onClose}
        onFinish={(values) => lock.mutate(values, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="auditedOn"
          label={t('ledger.auditedOn')}
          extra={t('ledger.auditedOnHelp')}
          rules={[fieldRule(lockYearBody.shape.auditedOn)]}
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reference"
          label={t('ledger.auditReference')}
          extra={t('ledger.auditReferenceHelp')}
          rules={[fieldRule(lockYearBody.shape.reference)]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
