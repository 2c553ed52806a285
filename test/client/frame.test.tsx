import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, expect, test } from 'vitest';
import { newQueryClient } from '../../client/api/queries.ts';
import { resetSession } from '../../client/api/session.ts';
import { App } from '../../client/App.tsx';
import { changeLanguage } from '../../client/i18n/index.ts';
import { Layout } from '../../client/Layout.tsx';
import { mayOpen } from '../../client/menu.ts';
import { InvitationPage } from '../../client/session/InvitationPage.tsx';
import { SetupPage } from '../../client/session/SetupPage.tsx';
import { safeNext, SignInPage } from '../../client/session/SignInPage.tsx';
import { AmountInput } from '../../client/ui/AmountInput.tsx';
import { roles, type Role } from '../../shared/roles.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const ready = { needed: false, organisationName: '和平街道办事处', secure: true };
const me = {
  userId: ID,
  personId: ID,
  name: '王丽',
  login: 'wang.li',
  roles: ['treasurer'],
  communityId: null,
  organisationName: '和平街道办事处',
};

beforeEach(async () => {
  sessionStorage.clear();
  resetSession();
  await changeLanguage('zh-CN');
});

function openFrame(path: string) {
  const router = createMemoryRouter(
    [
      { path: '/sign-in', Component: SignInPage },
      { Component: Layout, children: [{ path: '*', element: <p>the page</p> }] },
    ],
    { initialEntries: [path] },
  );
  render(
    <App cache={newQueryClient()}>
      <RouterProvider router={router} />
    </App>,
  );
  return router;
}

test('signing in leads back to the page that was asked for', async () => {
  const log = serve({
    'POST /session/refresh': refusal('UNAUTHENTICATED', 401),
    'GET /setup': ready,
    'POST /session': { accessToken: 'first', expiresInSeconds: 600, me },
  });
  const router = openFrame('/donations?driveId=1');
  await userEvent.type(await screen.findByLabelText('用户名'), 'wang.li');
  await userEvent.type(screen.getByLabelText('密码'), 'a sentence of my own{Enter}');
  expect(await screen.findByText('the page')).toBeInTheDocument();
  expect(router.state.location).toMatchObject({ pathname: '/donations', search: '?driveId=1' });
  expect(log.find(({ path }) => path === '/session')?.body).toEqual({
    login: 'wang.li',
    password: 'a sentence of my own',
  });
  for (const store of [sessionStorage, localStorage]) {
    expect(Object.values(store).join()).not.toContain('sentence');
  }
});

test('a reload with a good cookie needs no sign-in; a dead server asks for patience', async () => {
  let alive = false;
  serve({
    'POST /session/refresh': () => {
      if (!alive) throw new TypeError('fetch failed');
      return { accessToken: 'second', expiresInSeconds: 600, me };
    },
  });
  openFrame('/funds');
  expect(await screen.findByText(/连不上服务器/)).toBeInTheDocument();
  alive = true;
  await userEvent.click(screen.getByRole('button', { name: '再试一次' }));
  expect(await screen.findByText('the page')).toBeInTheDocument();
});

test.each(roles)('%s sees a menu of just their pages', async (role) => {
  signInAs(role);
  openFrame('/');
  const menu = await screen.findByRole('navigation', { name: '主菜单' });
  expect([...menu.querySelectorAll('a')].map((link) => link.textContent)).toMatchSnapshot();
});

test('a page of another role is explained, not drawn', async () => {
  signInAs('cashier');
  openFrame('/users');
  expect(await screen.findByRole('heading', { name: '这一页不归您使用' })).toBeInTheDocument();
  expect(screen.queryByText('the page')).not.toBeInTheDocument();
});

test('signing out forgets what was typed', async () => {
  signInAs('treasurer');
  sessionStorage.setItem(`draft:${ID}:households.register`, '{}');
  const draft = (at: number) => JSON.stringify({ at, key: null, values: { name: '助学' } });
  localStorage.setItem(`draft:${ID}:funds.open`, draft(Date.now()));
  localStorage.setItem('draft:another:funds.open', draft(Date.now()));
  localStorage.setItem('draft:another:drives.open', draft(Date.now() - 8 * 86_400_000));
  serve({ 'POST /session/end': {}, 'GET /setup': ready });
  openFrame('/');
  await userEvent.click(await screen.findByRole('button', { name: '退出登录' }));
  expect(await screen.findByLabelText('用户名')).toBeInTheDocument();
  expect(Object.keys(sessionStorage)).toEqual([]);
  const drafts = Object.keys(localStorage).filter((place) => place.startsWith('draft:'));
  expect(drafts).toEqual(['draft:another:funds.open']);
});

test.each([
  ['/users', ['cashier'], false],
  ['/users', ['administrator'], true],
  ['/donations/1/receipt', ['caseworker'], false],
  ['/donations/1/receipt', ['treasurer'], true],
  ['/nowhere', ['auditor'], true],
] as [string, Role[], boolean][])('%s for %s: %s', (path, held, allowed) => {
  expect(mayOpen(path, held)).toBe(allowed);
});

test.each([
  ['/donations?x=1', '/donations?x=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [null, '/'],
])('after signing in %s leads to %s', (asked, goes) => {
  expect(safeNext(asked)).toBe(goes);
});

test('the first page of an empty fund makes the organisation', async () => {
  const log = serve({
    'GET /setup': { needed: true, organisationName: null, secure: false },
    'POST /setup': { id: ID },
  });
  const { container } = await openPage(SetupPage, { path: '/setup#once', route: '/setup' });
  expect(await screen.findByLabelText('启用口令')).toHaveValue('once');
  await userEvent.type(screen.getByLabelText('单位名称'), '和平街道办事处');
  await userEvent.type(screen.getByLabelText('社区'), '向阳社区{Enter} 红旗社区');
  await userEvent.type(screen.getByLabelText('管理员姓名'), '赵敏');
  await userEvent.type(screen.getByLabelText('用户名'), 'zhao.min');
  await userEvent.type(screen.getByLabelText('密码'), 'a sentence of my own');
  expect(await axeFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '创建单位和管理员' }));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log.find(({ method }) => method === 'POST')?.body).toMatchObject({
    communities: ['向阳社区', '红旗社区'],
  });
});

test('an invitation needs the same password twice', async () => {
  const log = serve({ 'POST /invitations/accept': { id: ID } });
  await openPage(InvitationPage, { path: '/invitation#once-only', route: '/invitation' });
  await userEvent.type(screen.getByLabelText('密码'), 'a sentence of my own');
  await userEvent.type(screen.getByLabelText('再输一次密码'), 'another');
  await userEvent.click(screen.getByRole('button', { name: '设置密码' }));
  expect((await screen.findAllByText('两次输入的密码不一样。')).length).toBeGreaterThan(0);
  expect(log).toEqual([]);
  await userEvent.clear(screen.getByLabelText('再输一次密码'));
  await userEvent.type(screen.getByLabelText('再输一次密码'), 'a sentence of my own{Enter}');
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log[0]?.body).toEqual({ token: 'once-only', password: 'a sentence of my own' });
});

test('an amount is repeated in capitals, and what cannot be read stays as typed', async () => {
  const typed: string[] = [];
  const Field = () => <AmountInput aria-label="amount" value={typed.at(-1)} />;
  typed.push('1,250.5');
  await openPage(Field);
  expect(screen.getByText('人民币壹仟贰佰伍拾元零伍角整')).toBeInTheDocument();
  expect(screen.getByLabelText('amount')).toHaveValue('1,250.5');
});
