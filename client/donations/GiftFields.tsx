import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type DonationChannel,
  donationChannel,
  recordDonationBody,
} from '../../shared/donations.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDrives } from './api.ts';
import { hasFee } from './giftLines.ts';
import { NO_DRIVE } from './typedGift.ts';

const fields = recordDonationBody.shape;

/** For what, how, how much and when. */
export function GiftFields() {
  const { t } = useTranslation();
  const channel: DonationChannel | undefined = Form.useWatch('channel');
  return (
    <>
      <DriveField />
      <Form.Item name="channel" label={t('donations.channelLabel')} required>
        <Radio.Group
          optionType="button"
          options={donationChannel.options.map((value) => ({
            value,
            label: t(`donations.channel.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="gross"
        label={t('donations.grossTyped')}
        rules={[fieldRule(fields.gross)]}
        required
      >
        <AmountInput />
      </Form.Item>
      {hasFee(channel) && (
        <Form.Item
          name="fee"
          label={t('donations.fee')}
          extra={t('donations.feeHelp')}
          rules={[fieldRule(fields.fee)]}
        >
          <AmountInput placeholder="0.00" />
        </Form.Item>
      )}
      <Form.Item
        name="receivedOn"
        label={t('donations.receivedOn')}
        rules={[fieldRule(fields.receivedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      {channel !== 'cash' && (
        <Form.Item
          name="transactionReference"
          label={t('donations.reference')}
          extra={t('donations.referenceHelp')}
          rules={[fieldRule(fields.transactionReference)]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

function DriveField() {
  const { t } = useTranslation();
  const drives = useDrives();
  const open = drives.data?.items.filter(({ status }) => status === 'open') ?? [];
  return (
    <Form.Item
      name="driveId"
      label={t('donations.drive')}
      extra={t('donations.driveHelp')}
      rules={[{ required: true, message: t('errors.REQUIRED') }]}
      required
    >
      <Select
        loading={drives.isPending}
        options={[
          ...open.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          { value: NO_DRIVE, label: t('donations.unrestricted') },
        ]}
      />
    </Form.Item>
  );
}
