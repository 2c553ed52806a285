import { App, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { type StatementBody, statementBody } from '../../shared/reconciliation.ts';
import { ApiError } from '../api/http.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useTakeStatement } from './api.ts';

const fields = statementBody.shape;
type Typed = Omit<StatementBody, 'accountCode' | 'rows'> & { csv: string };

/** Enters a statement by pasting its rows. Route: /reconciliation/:account/statement */
export function StatementForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { account = '' } = useParams();
  const place = `reconciliation.statement.${account}`;
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(place, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(place);
  const take = useTakeStatement();
  const back = () => void navigate(`/reconciliation/${account}`);
  const submit = ({ csv, ...typed }: Typed) => {
    const rows = csv.trim() === '' ? { rows: [] } : { csv };
    const done = ({ lineCount }: { lineCount: number }) => {
      renew();
      draft.clear();
      message.success(t('reconciliation.taken', { count: lineCount }));
      back();
    };
    const body = { accountCode: account, ...typed, ...rows };
    take.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Page title={t('reconciliation.enterFor', { account })}>
      <p className="hint">{t('reconciliation.enterHelp')}</p>
      <ActForm
        form={form}
        error={take.error}
        pending={take.isPending}
        submit={t('reconciliation.take')}
        onFinish={submit}
        onCancel={back}
        initialValues={{ csv: '' }}
      >
        <DamagedRows error={take.error} />
        <StatementFields />
      </ActForm>
    </Page>
  );
}

/** Each damaged row by its number, as it stands in the pasted text. */
function DamagedRows({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const refused = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  const rows = refused.flatMap(({ pointer, code }) => {
    const found = /^\/(csv|rows)\/(\d+)\/(\w+)$/.exec(pointer);
    if (!found) return [];
    const [, source, number, column] = found;
    const line = Number(number) + (source === 'rows' ? 1 : 0);
    const words = source === 'rows' ? 'reconciliation.damagedRow' : 'reconciliation.damagedLine';
    return [
      { pointer, text: `${t(words, { line })} ${t(`reconciliation.columns.${column}`)}`, code },
    ];
  });
  if (rows.length === 0) return null;
  return (
    <ul>
      {rows.map(({ pointer, text, code }) => (
        <li key={pointer}>
          {text}：{t(`errors.${code}`, { difference: '' })}
        </li>
      ))}
    </ul>
  );
}

function StatementFields() {
  const { t } = useTranslation();
  const days = ['startsOn', 'endsOn'] as const;
  const sums = ['opening', 'closing'] as const;
  return (
    <>
      {days.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`reconciliation.${name}`)}
          rules={[fieldRule(fields[name])]}
          required
        >
          <Input type="date" />
        </Form.Item>
      ))}
      {sums.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`reconciliation.${name}`)}
          rules={[fieldRule(fields[name])]}
          {...(name === 'opening' && { extra: t('reconciliation.openingHelp') })}
          required
        >
          <AmountInput placeholder="0.00" />
        </Form.Item>
      ))}
      <Form.Item name="csv" label={t('reconciliation.csv')} extra={t('reconciliation.csvHelp')}>
        <Input.TextArea rows={12} spellCheck={false} />
      </Form.Item>
    </>
  );
}
