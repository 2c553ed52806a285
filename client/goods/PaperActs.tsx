import { Button, Form, Input, Modal, Radio } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReverseBody, reverseBody } from '../../shared/donations.ts';
import {
  type GoodsDecisionBody,
  goodsDecisionBody,
  type GoodsDocument,
} from '../../shared/goods.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDecideGoods, useReverseGoods } from './api.ts';

const decision = goodsDecisionBody.shape;

/** What a paper says, for who decides on it. */
function Said({ paper }: { paper: GoodsDocument }) {
  const { t } = useTranslation();
  return (
    <>
      <p>
        {t(`goods.kinds.${paper.kind}`)} {paper.fundCode} {paper.paperNumber}
      </p>
      <ul>
        {paper.lines.map(({ itemCode, itemName, quantity, unit, value }) => (
          <li key={itemCode}>
            {itemCode} {itemName} {quantity} {unit} {value !== null && <MoneyText value={value} />}
          </li>
        ))}
      </ul>
      {paper.liableMasked !== null && (
        <p>
          {t('goods.liable')} {paper.liableMasked}
        </p>
      )}
    </>
  );
}

/** A button that opens a form of its own. */
function Opening({
  label,
  children,
}: {
  label: string;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal open={open} title={label} footer={null} onCancel={close} destroyOnHidden>
        {children(close)}
      </Modal>
    </>
  );
}

/** The second person's word: pay what was ordered, or approve what is written off. */
export function DecidePaper({ paper }: { paper: GoodsDocument }) {
  const { t } = useTranslation();
  const label = t(paper.kind === 'purchase' ? 'goods.pay' : 'goods.approve');
  return (
    <Opening label={label}>{(close) => <DecisionForm paper={paper} onClose={close} />}</Opening>
  );
}

function DecisionForm({ paper, onClose }: { paper: GoodsDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<GoodsDecisionBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`goods.decide.${paper.id}`);
  const decide = useDecideGoods(paper.id, key);
  const agrees = Form.useWatch('agrees', form) ?? true;
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('decidedOn')) form.setFieldValue('decidedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <>
      <Said paper={paper} />
      <ActForm
        form={form}
        error={decide.error}
        pending={decide.isPending}
        submit={t(agrees ? 'common.agreeAndPost' : 'common.refuse')}
        danger={!agrees}
        onCancel={onClose}
        initialValues={{ agrees: true, reason: '', bankReference: '' }}
        onFinish={(body) => decide.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item name="agrees" label={t('common.decision')}>
          <Radio.Group
            options={[
              { value: true, label: t('common.agree') },
              { value: false, label: t('common.refuse') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="decidedOn"
          label={t('goods.decidedOn')}
          rules={[fieldRule(decision.decidedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
        {paper.kind === 'purchase' && agrees && (
          <Form.Item name="bankReference" label={t('goods.bankReference')} required>
            <Input autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('common.decisionReason')}
          rules={[fieldRule(decision.reason)]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </>
  );
}

/** Takes a wrong paper back, with its stock and its voucher in red. */
export function ReversePaper({ paper }: { paper: GoodsDocument }) {
  const { t } = useTranslation();
  return (
    <Opening label={t('goods.reverse')}>
      {(close) => <ReversalForm paper={paper} onClose={close} />}
    </Opening>
  );
}

function ReversalForm({ paper, onClose }: { paper: GoodsDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ReverseBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`goods.reverse.${paper.id}`);
  const reverse = useReverseGoods(paper.id, key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('reversedOn')) form.setFieldValue('reversedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <>
      <Said paper={paper} />
      <p className="hint">{t('goods.reverseHelp')}</p>
      <ActForm
        form={form}
        error={reverse.error}
        pending={reverse.isPending}
        submit={t('goods.reverse')}
        danger
        onCancel={onClose}
        onFinish={(body) => reverse.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="reason"
          label={t('goods.reason')}
          rules={[fieldRule(reverseBody.shape.reason)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="reversedOn"
          label={t('goods.reversedOn')}
          rules={[fieldRule(reverseBody.shape.reversedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </>
  );
}
