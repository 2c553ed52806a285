import { App, Form, Input, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  feeBearer,
  fundraisingBasis,
  type OpenDriveBody,
  openDriveBody,
} from '../../shared/drives.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useFunds, useOpenDrive } from './api.ts';

const FORM = 'open-drive';
const fields = openDriveBody.shape;

type Typed = Omit<OpenDriveBody, 'endsOn'> & { endsOn?: string };

/** Opens a drive: for which fund, on what ground, with which target. Route: /drives/new */
export function OpenDriveForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const open = useOpenDrive();
  useTodayAsStart(form);

  const submit = (typed: Typed) => {
    const done = () => {
      draft.clear();
      renew();
      message.success(t('drives.opened', { name: typed.name }));
      void navigate('/drives');
    };
    const body = { ...typed, endsOn: typed.endsOn || null };
    open.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Page title={t('drives.open')}>
      <ActForm
        form={form}
        error={open.error}
        pending={open.isPending}
        submit={t('drives.open')}
        onCancel={() => void navigate('/drives')}
        initialValues={{ feeBearer: 'unrestricted', fundraisingBasis: 'mutual_aid' }}
        onFinish={submit}
      >
        <WhatFor />
        <Terms />
      </ActForm>
    </Page>
  );
}

/** A drive begins today unless somebody says otherwise. */
function useTodayAsStart(form: ReturnType<typeof Form.useForm<Typed>>[0]) {
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('startsOn')) form.setFieldValue('startsOn', date);
  }, [date, form]);
}

function WhatFor() {
  const { t } = useTranslation();
  const funds = useFunds();
  const options = funds.data?.items.map(({ id, code, name }) => ({
    value: id,
    label: `${code} ${name}`,
  }));
  return (
    <>
      <Form.Item
        name="code"
        label={t('drives.code')}
        extra={t('drives.codeHelp')}
        rules={[fieldRule(fields.code)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('drives.name')} rules={[fieldRule(fields.name)]} required>
        <Input autoComplete="off" placeholder={t('drives.nameExample')} />
      </Form.Item>
      <Form.Item
        name="fundId"
        label={t('drives.fund')}
        extra={t('drives.fundHelp')}
        rules={[fieldRule(fields.fundId)]}
        required
      >
        <Select options={options ?? []} loading={funds.isPending} />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t('drives.purpose')}
        extra={t('drives.purposeHelp')}
        rules={[fieldRule(fields.purpose)]}
        required
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item
        name="target"
        label={t('drives.target')}
        extra={t('drives.targetHelp')}
        rules={[fieldRule(fields.target)]}
        required
      >
        <AmountInput placeholder="30000.00" />
      </Form.Item>
    </>
  );
}

function Terms() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="startsOn"
        label={t('drives.startsOn')}
        rules={[fieldRule(fields.startsOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="endsOn"
        label={t('drives.endsOn')}
        extra={t('drives.endsOnHelp')}
        rules={[fieldRule(fields.endsOn)]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item name="fundraisingBasis" label={t('drives.fundraisingBasis')} required>
        <Select
          options={fundraisingBasis.options.map((value) => ({
            value,
            label: t(`drives.basis.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="surplusClause"
        label={t('drives.surplusClause')}
        extra={t('drives.surplusClauseHelp')}
        rules={[fieldRule(fields.surplusClause)]}
      >
        <Input.TextArea rows={2} placeholder={t('drives.surplusExample')} />
      </Form.Item>
      <Form.Item name="feeBearer" label={t('drives.feesBorneBy')} required>
        <Radio.Group
          options={feeBearer.options.map((value) => ({
            value,
            label: t(`drives.feeBearer.${value}`),
          }))}
        />
      </Form.Item>
    </>
  );
}
