import { Button, Form, Input, Modal, type TableProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type GoodsMemo,
  type GoodsMemoBody,
  goodsMemoBody,
  type GoodsMemoOutBody,
  goodsMemoOutBody,
} from '../../shared/goods-counts.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { useHasRole } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { Page } from '../ui/Page.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useHandMemoOut, useMemos, useNoteMemo } from './api.ts';

const entry = goodsMemoBody.shape;
const out = goodsMemoOutBody.shape;

/** Goods without a reliable value (E06): quantity only, never in the books. Route: /goods/memos */
export function MemosPage() {
  const { t } = useTranslation();
  const [form, setForm] = useState<'new' | GoodsMemo>();
  const isTreasurer = useHasRole('treasurer');
  const isCashier = useHasRole('cashier');
  const isCaseworker = useHasRole('caseworker');
  const mayNote = isTreasurer || isCashier || isCaseworker;
  const close = () => setForm(undefined);
  const actions = mayNote && (
    <Button type="primary" onClick={() => setForm('new')}>
      {t('goods.noteMemo')}
    </Button>
  );
  return (
    <Page title={t('goods.memosTitle')} actions={actions}>
      <p className="hint">{t('goods.memosHelp')}</p>
      <Memos {...(mayNote && { onHandOut: setForm })} />
      {form === 'new' && <NoteForm onClose={close} />}
      {typeof form === 'object' && <HandOutForm memo={form} onClose={close} />}
    </Page>
  );
}

function Memos({ onHandOut }: { onHandOut?: (memo: GoodsMemo) => void }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<GoodsMemo>['columns']> = [
    { title: t('goods.date'), render: (_, { receivedOn }) => <DateText value={receivedOn} /> },
    { title: t('goods.description'), dataIndex: 'description' },
    { title: t('goods.quantity'), align: 'right', dataIndex: 'quantity' },
    { title: t('goods.left'), align: 'right', dataIndex: 'left' },
    { title: t('goods.unit'), dataIndex: 'unit' },
    { title: t('goods.giver'), dataIndex: 'giverMasked' },
    { title: t('goods.note'), dataIndex: 'note' },
    {
      title: t('goods.handedOut'),
      render: (_, memo) => (
        <>
          {memo.outs.map(({ handedOutOn, quantity, note }) => (
            <div key={`${handedOutOn} ${quantity} ${note}`}>
              <DateText value={handedOutOn} /> {quantity} {memo.unit} {note}
            </div>
          ))}
          {onHandOut && memo.left !== '0' && (
            <Button size="small" onClick={() => onHandOut(memo)}>
              {t('goods.handMemoOut')}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <KeysetTable columns={columns} query={useMemos()} rowKey="id" empty={t('goods.noMemos')} />
  );
}

function NoteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<GoodsMemoBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey('goods.memo');
  const note = useNoteMemo(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('receivedOn')) form.setFieldValue('receivedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('goods.noteMemo')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={note.error}
        pending={note.isPending}
        submit={t('goods.noteMemo')}
        onCancel={onClose}
        onFinish={(body) => note.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        {(['description', 'quantity', 'unit', 'giverName', 'receivedOn', 'note'] as const).map(
          (name) => (
            <Form.Item
              key={name}
              name={name}
              label={t(`goods.memoFields.${name}`)}
              rules={[fieldRule(entry[name])]}
              required={name !== 'giverName' && name !== 'note'}
            >
              <Input type={name === 'receivedOn' ? 'date' : 'text'} autoComplete="off" />
            </Form.Item>
          ),
        )}
      </ActForm>
    </Modal>
  );
}

function HandOutForm({ memo, onClose }: { memo: GoodsMemo; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<GoodsMemoOutBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`goods.memo.${memo.id}`);
  const hand = useHandMemoOut(memo.id, key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('handedOutOn')) form.setFieldValue('handedOutOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('goods.handMemoOut')} footer={null} onCancel={onClose}>
      <p>
        {memo.description}：{t('goods.left')} {memo.left} {memo.unit}
      </p>
      <ActForm
        form={form}
        error={hand.error}
        pending={hand.isPending}
        submit={t('goods.handMemoOut')}
        onCancel={onClose}
        onFinish={(body) => hand.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        {(['quantity', 'handedOutOn', 'note'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`goods.memoOutFields.${name}`)}
            rules={[fieldRule(out[name])]}
            required
          >
            <Input type={name === 'handedOutOn' ? 'date' : 'text'} autoComplete="off" />
          </Form.Item>
        ))}
      </ActForm>
    </Modal>
  );
}
