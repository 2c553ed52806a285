import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { AdvancesPage } from '../../client/advances/AdvancesPage.tsx';
import { CondolencePage } from '../../client/condolences/CondolencePage.tsx';
import { CondolencesPage } from '../../client/condolences/CondolencesPage.tsx';
import { PrepareCondolenceForm } from '../../client/condolences/PrepareCondolenceForm.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { fund, today } from './figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

const posted = { voucherId: ID, voucherNumber: '记-0009' };
const batch = {
  id: ID,
  name: '春节慰问',
  fundCode: 'F04',
  restricted: true,
  plannedOn: '2026-02-10',
  lineCount: 2,
  cashTotal: '600.00',
  budget: '1000.00',
  paid: '300.00',
  paidLines: 1,
  committed: '700.00',
  status: 'approved',
  preparedByName: '社工甲',
};
const line = {
  id: ID,
  position: 1,
  householdCode: 'H0001',
  name: '王*芳',
  communityName: '报达',
  category: 'single_mother',
  amount: '300.00',
  packs: 1,
  packsValue: null,
  state: 'open',
  from: null,
  way: null,
  proxyRelation: null,
  handedOn: null,
  handedByName: null,
  witnessName: null,
  voucherId: null,
  voucherNumber: null,
};
const OTHER = ID.replace(/.$/, '9');
const detail = {
  ...batch,
  reason: '春节前走访慰问',
  votesNeeded: 1,
  votes: [{ name: '委员甲', agrees: true, reason: '同意慰问' }],
  rows: [
    line,
    {
      ...line,
      id: OTHER,
      position: 2,
      packsValue: '86.50',
      state: 'paid',
      from: 'advance',
      way: 'proxy',
      proxyRelation: 'relative',
      handedOn: '2026-02-10',
      handedByName: '社工乙',
      witnessName: '社工甲',
      ...posted,
    },
  ],
  total: '686.50',
  packItems: [{ id: ID, name: '慰问礼包', quantity: '12' }],
  payments: [
    {
      id: ID,
      from: 'advance',
      advanceId: ID,
      spent: '300.00',
      returned: '700.00',
      toppedUp: '0.00',
      note: '',
      status: 'reviewed',
      handedInByName: '社工乙',
      lineIds: [OTHER],
      voucherId: null,
      voucherNumber: null,
      mayReview: false,
      mayPay: false,
      maySendBack: false,
    },
  ],
  witnesses: [{ personId: ID, name: '社工甲' }],
  mayVote: false,
  mayClose: false,
  mayTakeAdvance: false,
  mayPrepareBox: false,
  mayHandPacks: false,
};
const advance = {
  id: ID,
  batchId: ID,
  batchName: '春节慰问',
  fundCode: 'F04',
  holderName: '社工乙',
  amount: '4000.00',
  till: 'bank',
  purpose: '入户慰问现金',
  status: 'paid',
  open: '1000.00',
  paidOn: '2026-01-05',
  dueOn: '2026-02-04',
  ageDays: 36,
  overdue: true,
  settlementWaits: false,
  approvedByName: '主任',
  mayDecide: false,
  mayPay: false,
  maySettle: false,
  ...posted,
};
const page = (items: object[]) => ({ items, nextCursor: null });
const answers = {
  'GET /condolences': page([batch]),
  [`GET /condolences/${ID}`]: detail,
  'GET /advances': page([advance]),
  'GET /advance-holders': {
    items: [{ name: '社工乙', open: '1000.00', advances: 1, overdue: 1 }],
  },
  'GET /funds': { items: [fund] },
  'GET /households': page([]),
  'GET /today': today,
};
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);
const sent = (log: { method: string; body?: unknown }[]) =>
  log.find(({ method }) => method === 'POST')?.body;
const at = { path: `/condolences/${ID}`, route: '/condolences/:id' };

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each([
    { Component: CondolencesPage, shows: '春节慰问', place: {} },
    { Component: CondolencePage, shows: '王*芳', place: at },
    { Component: AdvancesPage, shows: '社工乙', place: {} },
    {
      Component: PrepareCondolenceForm,
      shows: language === 'en' ? 'Recipient list' : '发放花名册',
      place: {},
    },
  ])('$shows is shown and axe finds nothing', async ({ Component, shows, place }) => {
    signInAs('caseworker', 'chair');
    serve(answers);
    const { container } = await openPage(Component, { language, ...place });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

const open = async (acts: object, roles: Parameters<typeof signInAs>, more: object = {}) => {
  signInAs(...roles);
  const log = serve({ ...answers, [`GET /condolences/${ID}`]: { ...detail, ...acts }, ...more });
  await openPage(CondolencePage, at);
  return log;
};

test('a member votes with a reason and sees what is reserved', async () => {
  const log = await open({ status: 'voting', mayVote: true }, ['committee'], {
    [`POST /condolences/${ID}/votes`]: { id: ID, status: 'approved' },
  });
  await userEvent.click(await screen.findByRole('button', { name: '表决' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/1,000.00/)).toBeInTheDocument();
  await userEvent.type(dialog.getByLabelText('理由'), '同意');
  await userEvent.click(dialog.getByRole('button', { name: '投票' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '同意' }));
});

test('the holder settles: one line signed, the rest back', async () => {
  const own = { ...advance, maySettle: true };
  const answer = { id: ID, spent: '300.00', returned: '700.00', toppedUp: '0.00', open: '0.00' };
  const log = await open({}, ['caseworker'], {
    'GET /advances': page([own]),
    [`POST /advances/${ID}/settle`]: answer,
  });
  await userEvent.click(await screen.findByRole('button', { name: /^结清备用金/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('checkbox'));
  await userEvent.click(dialog.getByLabelText('经办B'));
  await userEvent.click(await screen.findByTitle('社工甲'));
  const back = dialog.getByLabelText('退回现金');
  await userEvent.clear(back);
  await userEvent.type(back, '700');
  await userEvent.click(dialog.getByRole('button', { name: '提交会计审核' }));
  await waitFor(() =>
    expect(sent(log)).toMatchObject({
      returned: '700.00',
      lines: [{ lineId: ID, way: 'signature', witnessPersonId: ID }],
    }),
  );
});

test('the cashier sees the lines of a settlement before the cash moves', async () => {
  const payments = [{ ...detail.payments[0], mayPay: true }];
  const log = await open({ payments }, ['cashier'], {
    [`POST /condolence-payments/${ID}/cash`]: { id: ID, ...posted },
  });
  await userEvent.click(await screen.findByRole('button', { name: '收回现金' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('112201 备用金')).toBeInTheDocument();
  await userEvent.click(dialog.getByRole('button', { name: '确认并记账' }));
  await waitFor(() => expect(sent(log)).toMatchObject({ paidOn: today.date }));
});

test('the chair approves an advance, a cashier pays another', async () => {
  signInAs('chair', 'cashier');
  const waiting = { ...advance, status: 'waiting', overdue: false, ageDays: null };
  const log = serve({
    ...answers,
    'GET /advances': page([{ ...waiting, mayDecide: true, voucherId: null }]),
    [`POST /advances/${ID}/decide`]: { id: ID, status: 'approved' },
  });
  await openPage(AdvancesPage);
  await userEvent.click(await screen.findByRole('button', { name: /审\s*批/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: '提交意见' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '' }));
});
