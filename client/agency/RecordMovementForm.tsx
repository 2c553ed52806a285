import { Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AgencyKind,
  agencyKind,
  agencyTill,
  comesIn,
  type MovementBody,
  movementBody,
  movesGoods,
} from '../../shared/agency.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { FundSelect } from '../ui/FundSelect.tsx';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBeneficiaries, useFunds, useRecordMovement } from './api.ts';

const FORM = 'agency.movement';
const fields = movementBody.shape;

/** Notes agency money or goods that came in, or prepares what goes out. */
export function RecordMovementForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<MovementBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const record = useRecordMovement(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('movedOn')) form.setFieldValue('movedOn', date);
  }, [date, form]);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const submit = (typed: MovementBody) => {
    const goods = movesGoods(typed.kind);
    const body = {
      ...typed,
      till: goods ? null : (typed.till ?? 'bank'),
      goods: goods ? (typed.goods ?? '') : '',
      fundId: typed.kind === 'convert' ? (typed.fundId ?? null) : null,
    };
    record.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('agency.record')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={record.error}
        pending={record.isPending}
        submit={t('agency.submit')}
        onCancel={onClose}
        initialValues={{ kind: 'money_in', till: 'bank' }}
        onFinish={submit}
      >
        <MovementFields />
      </ActForm>
    </Modal>
  );
}

function MovementFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<MovementBody>();
  const kind: AgencyKind = Form.useWatch('kind', form) ?? 'money_in';
  const beneficiaries = useBeneficiaries().data?.items ?? [];
  const funds = useFunds().data?.items;
  return (
    <>
      <Form.Item name="kind" label={t('agency.kind')} required>
        <Select
          options={agencyKind.options.map((value) => ({
            value,
            label: t(`agency.kinds.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="beneficiary"
        label={t('agency.beneficiary')}
        rules={[fieldRule(fields.beneficiary)]}
        required
      >
        <Select
          options={beneficiaries.map(({ code, beneficiaryMasked, held }) => ({
            value: code,
            label: `${code} ${beneficiaryMasked} ${moneyWords(held)}`,
          }))}
        />
      </Form.Item>
      {movesGoods(kind) ? (
        <Form.Item name="goods" label={t('agency.goods')} extra={t('agency.goodsHelp')} required>
          <Input autoComplete="off" />
        </Form.Item>
      ) : (
        <Form.Item name="till" label={t('agency.where')} required>
          <Radio.Group
            optionType="button"
            options={agencyTill.options.map((value) => ({
              value,
              label: t(`agency.tills.${value}`),
            }))}
          />
        </Form.Item>
      )}
      {kind === 'convert' && (
        <Form.Item name="fundId" label={t('agency.fund')} required>
          <FundSelect funds={funds} />
        </Form.Item>
      )}
      <Form.Item
        name="amount"
        label={t('agency.amount')}
        rules={[fieldRule(fields.amount)]}
        extra={!comesIn(kind) && t('agency.waits')}
        required
      >
        <AmountInput />
      </Form.Item>
      <Paper />
    </>
  );
}

function Paper() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="movedOn"
        label={t('agency.date')}
        rules={[fieldRule(fields.movedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="documentName"
        label={t('agency.documentName')}
        extra={t('agency.documentHelp')}
        rules={[fieldRule(fields.documentName)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="documentNumber"
        label={t('agency.documentNumber')}
        rules={[fieldRule(fields.documentNumber)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
