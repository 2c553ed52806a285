import { Alert, App, Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CashState, type LiableRole, liableRoles } from '../../shared/cash.ts';
import { isNegative } from '../../shared/money.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useConfirmCount } from './api.ts';
import { CancelCount } from './CancelCount.tsx';
import { differenceLines } from './lines.ts';

type Count = NonNullable<CashState['openCount']>;

/** A count with a difference: nothing leaves the box until the second person signs. */
export function OpenCount({ count }: { count: Count }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('cash.openCount')} style={{ marginBottom: 24 }}>
      <Alert
        type="warning"
        showIcon
        title={t('cash.openCount')}
        description={<CountFacts count={count} />}
      />
      {count.mayConfirm ? (
        <ConfirmCount key={count.id} count={count} />
      ) : (
        <p className="hint">{t('cash.waitsForTreasurer')}</p>
      )}
      {count.mayCancel && <CancelCount key={`cancel ${count.id}`} id={count.id} />}
    </section>
  );
}

function CountFacts({ count }: { count: Count }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <div>
        <dt>{t('cash.countedOn')}</dt>
        <dd>
          <DateText value={count.countedOn} /> {count.countedByName}
        </dd>
      </div>
      <div>
        <dt>{t('cash.book')}</dt>
        <dd>
          <MoneyText value={count.bookAmount} />
        </dd>
      </div>
      <div>
        <dt>{t('cash.counted')}</dt>
        <dd>
          <MoneyText value={count.countedAmount} />
        </dd>
      </div>
      <div>
        <dt>{t('cash.difference')}</dt>
        <dd>
          <MoneyText value={count.difference} />
        </dd>
      </div>
    </dl>
  );
}

function ConfirmCount({ count }: { count: Count }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { key, renew } = useIdempotencyKey(`confirm-count-${count.id}`);
  const confirm = useConfirmCount();
  const lines = differenceLines(count.difference);
  const [liableRole, setLiableRole] = useState<LiableRole>('cashier');
  const [liableReason, setLiableReason] = useState('');
  const body = { liableRole, liableReason };
  const send = () =>
    confirm.mutate(
      { id: count.id, body, key },
      {
        onSuccess: ({ voucherNumber }) => {
          renew();
          message.success(t('cash.confirmed', { voucher: voucherNumber ?? t('common.none') }));
        },
      },
    );
  return (
    <div className="no-print" style={{ marginTop: 16 }}>
      <ErrorSummary error={confirm.error} />
      {isNegative(count.difference) && (
        <Liable
          role={liableRole}
          reason={liableReason}
          onRole={setLiableRole}
          onReason={setLiableReason}
        />
      )}
      <ConfirmPosting
        lines={lines.map((line) => ({ ...line, account: t(`cash.accounts.${line.account}`) }))}
        next={t('cash.confirmNext')}
      >
        <Button type="primary" loading={confirm.isPending} onClick={send}>
          {t('cash.confirm', { amount: moneyWords(count.difference) })}
        </Button>
      </ConfirmPosting>
    </div>
  );
}

function Liable({
  role,
  reason,
  onRole,
  onReason,
}: {
  role: LiableRole;
  reason: string;
  onRole: (role: LiableRole) => void;
  onReason: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="filters">
      <label htmlFor={`${id}role`}>{t('cash.liable')}</label>
      <Select
        id={`${id}role`}
        value={role}
        onChange={onRole}
        options={liableRoles.map((value) => ({ value, label: t(`cash.liableRoles.${value}`) }))}
        style={{ minWidth: 136 }}
      />
      <label htmlFor={`${id}reason`}>{t('cash.liableReason')}</label>
      <Input
        id={`${id}reason`}
        value={reason}
        maxLength={200}
        onChange={(event) => onReason(event.target.value)}
        style={{ maxWidth: 320 }}
      />
    </div>
  );
}
