import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { FundsPage } from '../../client/funds/FundsPage.tsx';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const fund = {
  id: ID,
  code: 'F01',
  name: '大病救助',
  kind: 'restricted',
  purpose: '重大疾病家庭',
  balance: '25900.00',
  notCash: '0.00',
  committed: '5000.00',
  available: '20900.00',
  inDeficit: false,
};

beforeEach(() => {
  sessionStorage.clear();
  signInAs('treasurer');
});

describe.each([
  {
    language: 'zh-CN',
    title: '基金',
    retry: '再试一次',
    empty: /还没有基金/,
    dead: /连不上服务器/,
  },
  { language: 'en', title: 'Funds', retry: 'Try again', empty: /No funds yet/, dead: /be reached/ },
] as const)('$language', ({ language, title, retry, empty, dead }) => {
  test('loading, then filled, and axe finds nothing', async () => {
    serve({ 'GET /funds': { items: [fund] } });
    const { container } = await openPage(FundsPage, { language });
    expect(screen.getByRole('status')).toBeInTheDocument();
    expect(await screen.findByText('大病救助')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: title, level: 1 })).toBeInTheDocument();
    expect(screen.getAllByText('¥20,900.00')).toHaveLength(2);
    expect(document.documentElement.lang).toBe(language);
    expect(await axeFindings(container)).toEqual([]);
  });

  test('failed, then filled when tried again', async () => {
    let alive = false;
    serve({
      'GET /funds': () => {
        if (!alive) throw new TypeError('fetch failed');
        return { items: [fund] };
      },
    });
    await openPage(FundsPage, { language });
    expect(await screen.findByRole('alert')).toHaveTextContent(dead);
    alive = true;
    await userEvent.click(screen.getByRole('button', { name: retry }));
    expect(await screen.findByText('大病救助')).toBeInTheDocument();
  });

  test('empty says what to do first', async () => {
    serve({ 'GET /funds': { items: [] } });
    await openPage(FundsPage, { language });
    expect(await screen.findByText(empty)).toBeInTheDocument();
  });
});

async function fillIn() {
  await userEvent.click(await screen.findByRole('button', { name: '开设基金' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByLabelText('编码'), 'F02');
  await userEvent.type(form.getByLabelText('名称'), '助学');
  await userEvent.type(form.getByLabelText('用途'), '资助困难学生');
  return form;
}

test('a dying server loses nothing, and the second sending has the same key', async () => {
  let alive = false;
  const log = serve({
    'GET /funds': { items: [] },
    'POST /funds': () => {
      if (!alive) throw new TypeError('fetch failed');
      return { id: ID };
    },
  });
  await openPage(FundsPage);
  const form = await fillIn();
  await userEvent.click(form.getByRole('button', { name: '开设基金' }));
  expect(await form.findByRole('alert')).toHaveTextContent('连不上服务器');
  expect(form.getByLabelText('名称')).toHaveValue('助学');
  alive = true;
  await userEvent.click(form.getByRole('button', { name: '开设基金' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  const sent = log.filter(({ method }) => method === 'POST');
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(sent[1]).toEqual(sent[0]);
  expect(localStorage.getItem(`draft:${ID}:funds.open`)).toBeNull();
  expect(sessionStorage.getItem(`key:${ID}:funds.open`)).not.toBe(sent[0]?.key);
});

test('what was typed is there again after a reload', async () => {
  serve({ 'GET /funds': { items: [] } });
  await openPage(FundsPage);
  await fillIn();
  document.body.innerHTML = '';
  await openPage(FundsPage);
  await userEvent.click(await screen.findByRole('button', { name: '开设基金' }));
  expect(await screen.findByDisplayValue('资助困难学生')).toBeInTheDocument();
});

test('a refused field is named beside it and in the summary, which leads to it', async () => {
  const errors = [{ pointer: '/code', code: 'DUPLICATE' }];
  serve({ 'GET /funds': { items: [] }, 'POST /funds': refusal('DUPLICATE', 409, { errors }) });
  await openPage(FundsPage);
  const form = await fillIn();
  await userEvent.click(form.getByRole('button', { name: '开设基金' }));
  await userEvent.click(await form.findByRole('link', { name: /编码/ }));
  expect(form.getByLabelText('编码')).toHaveFocus();
  expect(form.getAllByText(/已有相同的记录/).length).toBeGreaterThanOrEqual(2);
});

test('an incomplete form is not sent and says what is missing', async () => {
  const log = serve({ 'GET /funds': { items: [] } });
  await openPage(FundsPage);
  await userEvent.click(await screen.findByRole('button', { name: '开设基金' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByLabelText('编码'), 'x1{Enter}');
  expect(await form.findByRole('alert')).toHaveTextContent('有几处需要改正');
  expect(form.getAllByRole('link')).toHaveLength(3);
  expect(log.filter(({ method }) => method === 'POST')).toEqual([]);
});
