import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Draft, type DraftAction, sendBackBody } from '../../shared/drafts.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDraftStep, usePostDraft } from './api.ts';

const PLAIN = ['submit', 'review', 'approve', 'discard'] as const;

/** The steps that this person may take now; the page says beside them what posting will do. */
export function DraftActs({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`drafts.step.${draft.id}.${draft.version}`);
  const step = useDraftStep(draft.id, key);
  const [returning, setReturning] = useState(false);
  const may = (action: DraftAction) => draft.allowedActions.includes(action);
  const problems = draft.check?.problems.length ?? 0;
  const take = (action: (typeof PLAIN)[number]) =>
    step.mutate(
      { step: action, body: { version: draft.version } },
      { onSuccess: renew, onError: renewIfUsed },
    );
  return (
    <div className="no-print">
      <ErrorSummary error={step.error} />
      <div className="row">
        {may('post') && <PostButton draft={draft} />}
        {PLAIN.filter(may).map((action) => (
          <Button
            key={action}
            type={action === 'discard' ? 'default' : 'primary'}
            danger={action === 'discard'}
            disabled={action === 'submit' && problems > 0}
            loading={step.isPending}
            onClick={() => take(action)}
          >
            {t(`drafts.acts.${action}`, { amount: moneyWords(draft.total) })}
          </Button>
        ))}
        {may('send_back') && (
          <Button onClick={() => setReturning(true)}>{t('drafts.acts.send_back')}</Button>
        )}
        {may('edit') && <Link to={`/drafts/${draft.id}/edit`}>{t('drafts.acts.edit')}</Link>}
      </div>
      <p className="hint">{t(`drafts.next.${draft.status}`)}</p>
      {returning && <SendBack draft={draft} onClose={() => setReturning(false)} />}
    </div>
  );
}

function PostButton({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`drafts.post.${draft.id}.${draft.version}`);
  const posting = usePostDraft(draft.id, key);
  const post = () =>
    posting.mutate(draft.version, {
      onSuccess: ({ voucherId, voucherNumber }) => {
        renew();
        message.success(t('drafts.posted', { voucher: voucherNumber }));
        void navigate(`/vouchers/${voucherId}`);
      },
      onError: renewIfUsed,
    });
  return (
    <>
      <ErrorSummary error={posting.error} />
      <Button type="primary" loading={posting.isPending} onClick={post}>
        {t('drafts.acts.post', { amount: moneyWords(draft.total) })}
      </Button>
    </>
  );
}

function SendBack({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ note: string }>();
  const place = `drafts.send-back.${draft.id}.${draft.version}`;
  const { key, renew, renewIfUsed } = useIdempotencyKey(place);
  const step = useDraftStep(draft.id, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('drafts.acts.send_back')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={step.error}
        pending={step.isPending}
        submit={t('drafts.acts.send_back')}
        onCancel={onClose}
        onFinish={({ note }) =>
          step.mutate(
            { step: 'send-back', body: { version: draft.version, note } },
            { onSuccess: done, onError: renewIfUsed },
          )
        }
      >
        <Form.Item
          name="note"
          label={t('drafts.note')}
          extra={t('drafts.noteHelp')}
          rules={[fieldRule(sendBackBody.shape.note)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
