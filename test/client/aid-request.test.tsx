import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { AidRequestPage } from '../../client/aid/AidRequestPage.tsx';
import { policy, request } from './case-figures.ts';
import { fund, today } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const address = `/aid-requests/${ID}`;
const reads = {
  'GET /funds': { items: [fund] },
  'GET /today': today,
  'GET /policy': policy,
};
const moved = { id: ID, caseNumber: 'A2026-0001', status: 'approved' };

beforeEach(() => {
  sessionStorage.clear();
  signInAs('committee');
});

function open(more: object = {}, answers: Record<string, unknown> = {}) {
  const log = serve({ ...reads, [`GET ${address}`]: { ...request, ...more }, ...answers });
  return openPage(AidRequestPage, { path: address, route: '/aid-requests/:id' }).then((page) => ({
    ...page,
    log,
  }));
}

const acts = async () => within(await screen.findByLabelText('您现在可以办的事'));

describe('what a person may do', () => {
  test('is all that is offered; what others may is explained in words', async () => {
    await open({
      allowedActions: ['recuse'],
      refusedActions: [
        { action: 'vote', code: 'SOD_VIOLATION' },
        { action: 'sign_visit', code: 'STATE_CONFLICT' },
      ],
    });
    const shown = await acts();
    const offered = shown.getAllByRole('button').map(({ textContent }) => textContent);
    expect(offered).toEqual(['申请回避']);
    expect(shown.getByText(/不能“表决”：您参与过前面的步骤/)).toBeInTheDocument();
    expect(shown.getByText(/签字”：前面的步骤还没有完成/)).toBeInTheDocument();
  });

  test('is said even when it is nothing', async () => {
    await open({ allowedActions: [] });
    expect((await acts()).getByText('这份申请现在没有等您办的事。')).toBeInTheDocument();
  });

  test('leads the cashier to the payment', async () => {
    const order = {
      id: ID,
      amount: '5200.00',
      method: 'bank',
      payeeKind: 'hospital',
      payeeName: '市第一医院',
      payeeAccount: '**** 5678',
      payeeBank: null,
      voiding: null,
    };
    await open({ status: 'payable', granted: '5200.00', order, allowedActions: ['pay'] });
    const link = (await acts()).getByText('去付款');
    expect(link).toHaveAttribute('href', `/payments?order=${ID}`);
  });
});

test('the story says where it stands, what is next and what happened', async () => {
  const { container } = await open();
  const header = within(await screen.findByLabelText('申请概况'));
  expect(header.getByText('待表决')).toBeInTheDocument();
  expect(header.getByText('¥5,200.00')).toBeInTheDocument();
  expect(header.getByText(/人民币伍仟贰佰元整/)).toBeInTheDocument();
  expect(header.getByText('9 天')).toBeInTheDocument();
  expect(header.getByText(/委员表决（已同意 1 票，需 2 票）/)).toBeInTheDocument();
  const steps = within(screen.getByLabelText('经过')).getAllByRole('listitem');
  expect(steps.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('登记申请 ¥6,000.00'),
    expect.stringContaining('钱进'),
  ]);
  expect(await axeFindings(container)).toEqual([]);
});

test('what the reader may not see says so', async () => {
  await open();
  expect(await screen.findByText('一名儿童患重病，需要手术。')).toBeInTheDocument();
  expect(screen.getByText('以编号代替姓名，您的角色看不到姓名')).toBeInTheDocument();
  expect(screen.getAllByText('这一项已对您的角色隐去。')).toHaveLength(2);
  await userEvent.click(screen.getByText('调查', { selector: '.ant-tabs-tab-btn' }));
  await waitFor(() => expect(screen.getAllByText('这一项已对您的角色隐去。')).toHaveLength(3));
});

describe('a vote', () => {
  const vote = async () => {
    await userEvent.click((await acts()).getByText('表决'));
    return screen.findByLabelText('理由');
  };

  test('is on the amount that is shown, and says what would remain', async () => {
    const { log } = await open({}, { [`POST ${address}/votes`]: moved });
    const reason = await vote();
    const form = within(reason.closest('form') ?? document.body);
    expect(form.getByText(/人民币伍仟贰佰元整/)).toBeInTheDocument();
    expect(form.getByText('¥15,700.00')).toBeInTheDocument();
    await userEvent.click(form.getByText('同意', { exact: true }));
    await userEvent.click(await form.findByText('同意救助 ¥5,200.00'));
    await waitFor(() => expect(screen.queryByLabelText('理由')).not.toBeInTheDocument());
    const sent = log.find(({ method }) => method === 'POST');
    expect(sent?.path).toBe(`${address}/votes`);
    expect(sent?.body).toEqual({ approves: true, amount: '5200.00', reason: '' });
    expect(sent?.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('against keeps its reason when somebody was quicker, and explains it', async () => {
    await open({}, { [`POST ${address}/votes`]: () => refusal('STATE_CONFLICT', 409) });
    const reason = await vote();
    await userEvent.click(screen.getByText('不同意', { exact: true }));
    await userEvent.type(reason, '已有医保');
    await userEvent.click(await screen.findByText('不同意救助 ¥5,200.00'));
    expect(await screen.findByText(/情况已经变了/)).toBeInTheDocument();
    expect(reason).toHaveValue('已有医保');
  });

  test('without a choice is not sent', async () => {
    const { log } = await open();
    const reason = await vote();
    const form = within(reason.closest('form') ?? document.body);
    await userEvent.click(form.getByText('表决', { selector: 'button *' }));
    expect((await form.findAllByText(/请填写这一项/)).length).toBeGreaterThan(0);
    expect(log.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
