import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Fund } from '../../shared/funds.ts';
import type { Account } from '../../shared/ledger.ts';
import type { TextFault } from '../../shared/opening-text.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAccounts, useFunds, usePrepareOpening } from './api.ts';
import { CellFaults, serverFaults } from './CellFaults.tsx';
import { CommitmentRows } from './CommitmentRows.tsx';
import { FundFooting } from './FundFooting.tsx';
import { OpeningGrid } from './OpeningGrid.tsx';
import { PasteBalances } from './PasteBalances.tsx';
import { toBody, type TypedSheet } from './typedOpening.ts';

const FORM = 'opening.prepare';

/** Enters opening balances by hand or from a spreadsheet. Route: /opening/new */
export function EnterOpeningForm() {
  const { t } = useTranslation();
  const accounts = useAccounts();
  const funds = useFunds();
  return (
    <Page title={t('opening.enter')}>
      <p className="hint">{t('opening.enterHelp')}</p>
      <QueryState of={accounts} empty={t('opening.noAccounts')}>
        {(chart) => (
          <QueryState of={funds} empty={t('opening.noFunds')}>
            {(held) => <Sheet accounts={chart.items} funds={held.items} />}
          </QueryState>
        )}
      </QueryState>
    </Page>
  );
}

function Sheet({ accounts, funds }: { accounts: Account[]; funds: Fund[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<TypedSheet>();
  const draft = useDraft(FORM, form);
  const [faults, setFaults] = useState<TextFault[]>([]);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const prepare = usePrepareOpening(key);
  const done = () => {
    draft.clear();
    renew();
    message.success(t('opening.entered'));
    void navigate('/opening');
  };
  // everything that is typed, also in rows that only the list itself keeps
  const send = () => {
    const reading = toBody(form.getFieldsValue(true) as TypedSheet);
    setFaults('faults' in reading ? reading.faults : []);
    if ('body' in reading) {
      prepare.mutate(reading.body, { onSuccess: done, onError: renewIfUsed });
    }
  };
  return (
    <ActForm
      form={form}
      error={prepare.error}
      pending={prepare.isPending}
      submit={t('opening.enterSubmit')}
      onCancel={() => void navigate('/opening')}
      onFinish={send}
      initialValues={{ rows: [{}, {}], funds: {}, commitments: [] }}
    >
      <Form.Item
        name="firstMonth"
        label={t('opening.firstMonth')}
        extra={t('opening.firstMonthHelp')}
        rules={[
          {
            required: true,
            pattern: /^20\d\d-(0[1-9]|1[0-2])$/,
            message: t('errors.DATE_INVALID'),
          },
        ]}
      >
        <Input autoComplete="off" placeholder="2026-01" />
      </Form.Item>
      <PasteBalances form={form} />
      <h2>{t('opening.rows')}</h2>
      <CellFaults faults={[...faults, ...serverFaults(prepare.error)]} />
      <OpeningGrid accounts={accounts} funds={funds} />
      <h2>{t('opening.funds')}</h2>
      <FundFooting form={form} funds={funds} />
      <h2>{t('opening.commitments')}</h2>
      <p className="hint">{t('opening.commitmentsHelp')}</p>
      <CommitmentRows funds={funds} />
    </ActForm>
  );
}
