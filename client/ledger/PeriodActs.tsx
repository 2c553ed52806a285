import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CloseChecklist, signDeficitBody } from '../../shared/closing.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { monthWords } from '../ui/monthWords.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import {
  useAskReopening,
  useClosePeriod,
  useDecideReopening,
  useSignDeficits,
} from './closing-api.ts';

type Action = CloseChecklist['allowedActions'][number];

const labels = {
  close: 'ledger.close',
  sign_deficits: 'ledger.signDeficits',
  ask_reopening: 'ledger.askReopening',
  decide_reopening: 'ledger.decideReopening',
} as const satisfies Record<Action, string>;

/** What this person may do about the month, each act after saying what it means. */
export function PeriodActs({ checklist }: { checklist: CloseChecklist }) {
  const { t } = useTranslation();
  const [acting, setActing] = useState<Action>();
  const end = () => setActing(undefined);
  const props = { id: checklist.id, onClose: end };
  return (
    <div className="row no-print">
      {checklist.allowedActions.map((action) => (
        <Button
          key={action}
          type={action === 'close' ? 'primary' : 'default'}
          onClick={() => setActing(action)}
        >
          {t(labels[action])}
        </Button>
      ))}
      {acting === 'close' && <ClosePeriod {...props} />}
      {acting === 'sign_deficits' && <SignDeficits {...props} />}
      {acting === 'ask_reopening' && <AskReopening {...props} />}
      {acting === 'decide_reopening' && <DecideReopening {...props} />}
    </div>
  );
}

interface Act {
  id: number;
  onClose: () => void;
}

function ClosePeriod({ id, onClose }: Act) {
  const { t } = useTranslation();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`periods.close.${id}`);
  const close = useClosePeriod(id, key);
  const done = () => {
    renew();
    onClose();
  };
  const month = monthWords(t, id);
  return (
    <Modal
      open
      title={t('ledger.closeTitle', { month })}
      okText={t('ledger.closeSubmit', { month })}
      okButtonProps={{ loading: close.isPending }}
      cancelText={t('common.cancel')}
      onOk={() => close.mutate(undefined, { onSuccess: done, onError: renewIfUsed })}
      onCancel={onClose}
    >
      <ErrorSummary error={close.error} />
      <p>{t('ledger.closeHelp')}</p>
    </Modal>
  );
}

interface Reason {
  reason: string;
}

/** An act that needs nothing but its reason. */
function ReasonForm(props: {
  title: string;
  help: string;
  reasonHelp: string;
  submit: string;
  act: {
    error: unknown;
    isPending: boolean;
    mutate: (
      body: Reason,
      then: { onSuccess: () => void; onError: (error: Error) => void },
    ) => void;
  };
  keys: { renew: () => void; renewIfUsed: (error: unknown) => void };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { act, keys, onClose } = props;
  const [form] = Form.useForm<Reason>();
  const done = () => {
    keys.renew();
    onClose();
  };
  return (
    <Modal open title={props.title} footer={null} onCancel={onClose}>
      <p>{props.help}</p>
      <ActForm
        form={form}
        error={act.error}
        pending={act.isPending}
        submit={props.submit}
        onCancel={onClose}
        onFinish={(values) => act.mutate(values, { onSuccess: done, onError: keys.renewIfUsed })}
      >
        <Form.Item
          name="reason"
          label={t('ledger.reason')}
          extra={props.reasonHelp}
          rules={[fieldRule(signDeficitBody.shape.reason)]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}

function SignDeficits({ id, onClose }: Act) {
  const { t } = useTranslation();
  const { key, ...keys } = useIdempotencyKey(`periods.deficits.${id}`);
  return (
    <ReasonForm
      title={t('ledger.signDeficits')}
      help={t('ledger.signDeficitsHelp')}
      reasonHelp={t('ledger.signDeficitsReason')}
      submit={t('ledger.signDeficits')}
      act={useSignDeficits(id, key)}
      keys={keys}
      onClose={onClose}
    />
  );
}

function AskReopening({ id, onClose }: Act) {
  const { t } = useTranslation();
  const { key, ...keys } = useIdempotencyKey(`periods.reopen.${id}`);
  return (
    <ReasonForm
      title={t('ledger.askReopening')}
      help={t('ledger.askReopeningHelp')}
      reasonHelp={t('ledger.askReopeningReason')}
      submit={t('ledger.askReopening')}
      act={useAskReopening(id, key)}
      keys={keys}
      onClose={onClose}
    />
  );
}

function DecideReopening({ id, onClose }: Act) {
  const { t } = useTranslation();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`periods.decide.${id}`);
  const decide = useDecideReopening(id, key);
  const month = monthWords(t, id);
  const say = (approves: boolean) => () =>
    decide.mutate(
      { approves },
      {
        onSuccess: () => {
          renew();
          onClose();
        },
        onError: renewIfUsed,
      },
    );
  return (
    <Modal
      open
      title={t('ledger.decideTitle', { month })}
      onCancel={onClose}
      footer={[
        <Button key="refuse" loading={decide.isPending} onClick={say(false)}>
          {t('ledger.refuseReopening')}
        </Button>,
        <Button key="approve" danger loading={decide.isPending} onClick={say(true)}>
          {t('ledger.approveReopening', { month })}
        </Button>,
      ]}
    >
      <ErrorSummary error={decide.error} />
      <p>{t('ledger.decideHelp')}</p>
    </Modal>
  );
}
