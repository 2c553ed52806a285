import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { RecordDonationForm } from '../../client/donations/RecordDonationForm.tsx';
import { drive, fund, today } from './figures.ts';
import { ID, openPage, refusal, serve, signInAs } from './open.tsx';

const unrestricted = { ...fund, id: ID.replace('3f', '4f'), code: 'F00', name: '非限定' };
const recorded = {
  id: ID,
  receiptNumber: 'R2026-000001',
  voucherId: ID,
  voucherNumber: '记-0001',
  net: '1250.50',
};
const reads = {
  'GET /drives': { items: [drive] },
  'GET /funds': { items: [fund, { ...unrestricted, kind: 'unrestricted' }] },
  'GET /today': today,
};
const page = { path: `/donations/new?driveId=${ID}`, route: '/donations/new' };

beforeEach(() => {
  sessionStorage.clear();
  signInAs('treasurer');
});

/** Fills in a gift of ¥1,250.5 from 张伟 for the drive of the address. */
async function fillIn(channel: string) {
  await userEvent.click(await screen.findByText(channel, { selector: '.ant-radio-button-label' }));
  await userEvent.type(screen.getByLabelText(/捐赠金额/), '¥1,250.5');
  await userEvent.click(screen.getByLabelText('捐赠人名称'));
  await userEvent.paste('张伟');
  await waitFor(() => expect(screen.getByLabelText('收款日期')).toHaveValue(today.date));
}

const submit = () => userEvent.click(screen.getByText('记入捐款 ¥1,250.50'));

test('a typed amount is understood, said in capitals, and sent in full', async () => {
  const log = serve({ ...reads, 'POST /donations': recorded });
  await openPage(RecordDonationForm, page);
  await fillIn('现金');
  expect(screen.getByText('人民币壹仟贰佰伍拾元零伍角整')).toBeInTheDocument();
  const preview = await screen.findByLabelText('将要记账');
  expect(
    within(preview)
      .getByText(/100101/)
      .closest('tr'),
  ).toHaveTextContent('¥1,250.50');
  expect(
    within(preview)
      .getByText(/410102/)
      .closest('tr'),
  ).toHaveTextContent('F01');
  expect(preview).toHaveTextContent('¥22,150.50');
  await submit();
  expect(await screen.findByText(/收据 R2026-000001/)).toBeInTheDocument();
  const sent = log.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({
    driveId: ID,
    donor: { kind: 'person', name: '张伟', phone: null, mayBeNamed: false },
    channel: 'cash',
    gross: '1250.50',
    fee: '0.00',
    receivedOn: today.date,
    transactionReference: null,
    note: '',
  });
});

test('after one gift the form is ready for the next: drive, channel and date stay', async () => {
  const log = serve({ ...reads, 'POST /donations': recorded });
  await openPage(RecordDonationForm, page);
  await fillIn('银行');
  await submit();
  expect(await screen.findByRole('link', { name: '打印收据' })).toHaveAttribute(
    'href',
    `/donations/${ID}/receipt`,
  );
  expect(screen.getByLabelText(/捐赠金额/)).toHaveValue('');
  expect(screen.getByLabelText('捐赠人名称')).toHaveValue('');
  expect(screen.getByRole('radio', { name: '银行' })).toBeChecked();
  expect(screen.getByLabelText('收款日期')).toHaveValue(today.date);
  await userEvent.type(screen.getByLabelText(/捐赠金额/), '10');
  await userEvent.type(screen.getByLabelText('捐赠人名称'), '李娜{Enter}');
  await waitFor(() => expect(log.filter(({ method }) => method === 'POST')).toHaveLength(2));
  const [first, second] = log.filter(({ method }) => method === 'POST');
  expect(second?.body).toMatchObject({ driveId: ID, channel: 'bank', gross: '10.00' });
  expect(second?.key).not.toBe(first?.key);
  await waitFor(() => expect(screen.getByLabelText('捐赠人名称')).toHaveValue(''));
  expect(screen.getByLabelText(/捐赠金额/)).toHaveFocus();
  expect(screen.queryByText(/请填写这一项/)).not.toBeInTheDocument();
});

test('a platform’s fee is suggested, shown in the lines, and may be changed', async () => {
  const log = serve({ ...reads, 'POST /donations': recorded });
  await openPage(RecordDonationForm, page);
  await fillIn('微信');
  expect(screen.getByLabelText('平台手续费')).toHaveValue('7.50');
  const preview = await screen.findByLabelText('将要记账');
  expect(
    within(preview)
      .getByText(/540101/)
      .closest('tr'),
  ).toHaveTextContent('F00');
  expect(
    within(preview)
      .getByText(/100901/)
      .closest('tr'),
  ).toHaveTextContent('¥1,243.00');
  await userEvent.clear(screen.getByLabelText('平台手续费'));
  await userEvent.type(screen.getByLabelText('平台手续费'), '5');
  await submit();
  await screen.findByText(/收据 R2026-000001/);
  expect(log.find(({ method }) => method === 'POST')?.body).toMatchObject({ fee: '5.00' });
});

test('a refused answer stands at its field, and everything typed stays', async () => {
  const errors = [{ pointer: '/donor/name', code: 'TEXT_BIDI' }];
  serve({ ...reads, 'POST /donations': () => refusal('TEXT_BIDI', 422, { errors }) });
  await openPage(RecordDonationForm, page);
  await fillIn('现金');
  await submit();
  const name = screen.getByLabelText('捐赠人名称');
  await waitFor(() => expect(name).toHaveAttribute('aria-invalid', 'true'));
  await userEvent.click(screen.getByRole('link', { name: /捐赠人名称/ }));
  expect(name).toHaveFocus();
  expect(name).toHaveValue('张伟');
  expect(screen.getByLabelText(/捐赠金额/)).toHaveValue('1250.50');
});

test('a dead network loses nothing, and the second sending has the same key', async () => {
  let alive = false;
  const log = serve({
    ...reads,
    'POST /donations': () => {
      if (!alive) throw new TypeError('fetch failed');
      return recorded;
    },
  });
  await openPage(RecordDonationForm, page);
  await fillIn('现金');
  await submit();
  expect(await screen.findByRole('alert')).toHaveTextContent('连不上服务器');
  expect(screen.getByLabelText(/捐赠金额/)).toHaveValue('1250.50');
  expect(screen.getByLabelText('捐赠人名称')).toHaveValue('张伟');
  alive = true;
  await submit();
  expect(await screen.findByText(/收据 R2026-000001/)).toBeInTheDocument();
  const sent = log.filter(({ method }) => method === 'POST');
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(sent[1]).toEqual(sent[0]);
});

test('what cannot be an amount is said before anything is sent', async () => {
  const log = serve(reads);
  await openPage(RecordDonationForm, page);
  await userEvent.type(await screen.findByLabelText(/捐赠金额/), '12.345{Enter}');
  expect((await screen.findAllByText(/金额最多两位小数/)).length).toBeGreaterThan(0);
  expect(screen.getByLabelText(/捐赠金额/)).toHaveValue('12.345');
  expect(log.filter(({ method }) => method === 'POST')).toEqual([]);
});
