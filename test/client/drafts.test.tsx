import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { FundsPage } from '../../client/funds/FundsPage.tsx';
import { RegisterHouseholdForm } from '../../client/households/RegisterHouseholdForm.tsx';
import { draftOf, keepDraft } from '../../client/ui/drafts.ts';
import { ID, openPage, refusal, serve, signInAs } from './open.tsx';

beforeEach(() => sessionStorage.clear());

const aWindowClosed = () => {
  document.body.innerHTML = '';
  sessionStorage.clear();
};
const typePurpose = async (purpose: string) => {
  await userEvent.click(await screen.findByRole('button', { name: '开设基金' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByLabelText('编码'), 'F02');
  await userEvent.type(form.getByLabelText('名称'), '助学');
  await userEvent.type(form.getByLabelText('用途'), purpose);
  return form;
};

test('a draft outlives its window, with the key that it was sent under', async () => {
  signInAs('treasurer');
  const log = serve({
    'GET /funds': { items: [] },
    'POST /funds': () => {
      throw new TypeError('fetch failed');
    },
  });
  await openPage(FundsPage);
  const form = await typePurpose('资助学生');
  await userEvent.click(form.getByRole('button', { name: '开设基金' }));
  expect(await form.findByRole('alert')).toHaveTextContent('连不上服务器');
  aWindowClosed();
  await openPage(FundsPage);
  await userEvent.click(await screen.findByRole('button', { name: '开设基金' }));
  expect(await screen.findByDisplayValue('资助学生')).toBeInTheDocument();
  const again = within(await screen.findByRole('dialog'));
  await userEvent.click(again.getByRole('button', { name: '开设基金' }));
  await waitFor(() => expect(log.filter(({ method }) => method === 'POST')).toHaveLength(2));
  const [first, second] = log.filter(({ method }) => method === 'POST');
  expect(second).toEqual(first);
});

test('what tells of a family goes with its window', async () => {
  signInAs('caseworker');
  serve({ 'GET /communities': { items: [] }, 'POST /households': refusal('INTERNAL', 500) });
  await openPage(RegisterHouseholdForm);
  await userEvent.type(await screen.findByLabelText('申请人姓名'), '王秀云');
  await waitFor(() =>
    expect(draftOf(ID, 'households.register')?.values['applicantName']).toBe('王秀云'),
  );
  expect(JSON.stringify(localStorage)).not.toContain('王秀云');
  aWindowClosed();
  expect(draftOf(ID, 'households.register')).toBeUndefined();
});

test('a draft is each person’s own, and gone after seven days', () => {
  const at = vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-10T02:00:00Z'));
  keepDraft('first', 'funds.open', { name: '助学' });
  expect(draftOf('second', 'funds.open')).toBeUndefined();
  at.mockReturnValue(Date.parse('2026-01-17T01:59:00Z'));
  expect(draftOf('first', 'funds.open')?.values).toEqual({ name: '助学' });
  at.mockReturnValue(Date.parse('2026-01-17T02:00:00Z'));
  expect(draftOf('first', 'funds.open')).toBeUndefined();
  expect(localStorage.getItem('draft:first:funds.open')).toBeNull();
  at.mockRestore();
});
