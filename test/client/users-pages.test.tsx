import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { InvitationsPage } from '../../client/users/InvitationsPage.tsx';
import { UsersPage } from '../../client/users/UsersPage.tsx';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const OTHER = '4f0c4c0a-5b0e-4d8b-9f64-0c1d2e3f4a5b';
const invitation = {
  id: ID,
  name: '何静',
  login: 'kuaiji',
  roles: ['treasurer'],
  madeByName: '孙立民',
  madeAt: '2026-01-10T02:00:00.000Z',
  resets: true,
  mayConfirm: true,
  mayAcknowledge: false,
};

beforeEach(() => sessionStorage.clear());

test('the chair confirms a link, and axe finds nothing', async () => {
  signInAs('chair');
  const items = [invitation];
  const sent = serve({
    'GET /invitations': () => ({ items }),
    [`POST /invitations/${ID}/confirm`]: () => {
      items.pop();
      return { id: ID };
    },
  });
  const { container } = await openPage(InvitationsPage);
  expect(await screen.findByText('何静')).toBeInTheDocument();
  expect(screen.getByText('重设密码')).toBeInTheDocument();
  expect(await axeFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '确认 kuaiji' }));
  expect(await screen.findByText(/没有等待确认/)).toBeInTheDocument();
  expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('the auditor notes a link that was made alone', async () => {
  signInAs('auditor');
  const alone = { ...invitation, mayConfirm: false, mayAcknowledge: true, madeByName: null };
  const sent = serve({
    'GET /invitations': { items: [alone] },
    [`POST /invitations/${ID}/acknowledge`]: { id: ID },
  });
  await openPage(InvitationsPage, { language: 'en' });
  await userEvent.click(await screen.findByRole('button', { name: 'Seen kuaiji' }));
  expect(screen.getByText('The command on the server')).toBeInTheDocument();
  expect(sent.some(({ path }) => path === `/invitations/${ID}/acknowledge`)).toBe(true);
});

test('a name that is there already asks which person is meant', async () => {
  signInAs('administrator');
  const user = { id: ID, personId: OTHER, name: '何静', login: 'kuaiji', roles: ['treasurer'] };
  let tried = 0;
  const sent = serve({
    'GET /users': { items: [{ ...user, communityId: null, status: 'active', version: 1 }] },
    'GET /communities': { items: [] },
    'POST /users': () => (tried++ ? { id: ID } : refusal('PERSON_EXISTS', 409)),
  });
  await openPage(UsersPage);
  await userEvent.click(await screen.findByRole('button', { name: '添加用户' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByLabelText('姓名'), '何静');
  await userEvent.type(within(dialog).getByLabelText('用户名'), 'kuaiji9');
  await userEvent.click(within(dialog).getByLabelText('会计'));
  const submit = within(dialog).getByRole('button', { name: '添加用户' });
  await userEvent.click(submit);
  await userEvent.click(await within(dialog).findByLabelText(/就是这位何静：kuaiji/));
  await userEvent.click(submit);
  expect(await screen.findByText(/邀请 何静/)).toBeInTheDocument();
  const posts = sent.filter(({ method }) => method === 'POST');
  expect(posts.map(({ body }) => body)).toMatchObject([
    { name: '何静', login: 'kuaiji9' },
    { name: '何静', login: 'kuaiji9', personId: OTHER },
  ]);
});
