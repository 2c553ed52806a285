import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CashLimits } from '../../client/cash/CashLimits.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { AnnualFiguresPage } from '../../client/stewardship/AnnualFiguresPage.tsx';
import { BudgetsPage } from '../../client/stewardship/BudgetsPage.tsx';
import { CoversPage } from '../../client/stewardship/CoversPage.tsx';
import { HandoverPage } from '../../client/stewardship/HandoverPage.tsx';
import { HandoversPage } from '../../client/stewardship/HandoversPage.tsx';
import type { Role } from '../../shared/roles.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';
import { answers, OTHER, people, THIRD } from './steward-figures.ts';

interface Case {
  name: string;
  Component: ComponentType;
  role: Role;
  shows: string | RegExp;
  empty?: [string, object];
  path?: string;
  route?: string;
}

const pages: Case[] = [
  {
    name: 'handovers',
    Component: HandoversPage,
    role: 'treasurer',
    shows: '张主任',
    empty: ['GET /handovers', { items: [], people }],
  },
  {
    name: 'handover',
    Component: HandoverPage,
    role: 'treasurer',
    shows: '财务专用章',
    path: `/handovers/${ID}`,
    route: '/handovers/:id',
  },
  {
    name: 'covers',
    Component: CoversPage,
    role: 'chair',
    shows: '出差',
    empty: ['GET /covers', { items: [] }],
  },
  {
    name: 'budgets',
    Component: BudgetsPage,
    role: 'chair',
    shows: /追加/,
    empty: ['GET /budgets?year=2026', { year: 2026, items: [] }],
  },
  { name: 'annual figures', Component: AnnualFiguresPage, role: 'auditor', shows: /40.00%/ },
  { name: 'cash limits', Component: CashLimits, role: 'cashier', shows: /500.00/ },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$name is filled and axe finds nothing', async ({ shows, role, ...page }) => {
    signInAs(role);
    serve(answers);
    const { container } = await openPage(page.Component, { ...page, language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages.filter(({ empty }) => empty))(
  '$name empty says so, failed offers another try',
  async (page) => {
    const [read, nothing] = page.empty!;
    signInAs(page.role);
    serve({ ...answers, [read]: nothing });
    const { container } = await openPage(page.Component);
    await screen.findByRole('heading', { level: 1 });
    await vi.waitFor(() => expect(container.querySelector('.empty-state')).not.toBeNull());
    document.body.innerHTML = '';
    serve({ ...answers, [read]: refusal('INTERNAL', 500) });
    await openPage(page.Component);
    expect(await screen.findByRole('button', { name: '再试一次' })).toBeInTheDocument();
  },
);

test('a list is made with its rows, and leads to its paper', async () => {
  signInAs('treasurer');
  const signed = { id: ID, part: 'giver', status: 'open' };
  const log = serve({ ...answers, 'POST /handovers': signed });
  await openPage(HandoversPage, { path: '/handovers' });
  await userEvent.click(await screen.findByRole('button', { name: '编制移交清册' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.click(form.getByRole('radio', { name: '会计' }));
  for (const [label, name] of [
    ['接收人', '李强'],
    ['监交人', '张主任'],
  ] as const) {
    await userEvent.click(form.getByLabelText(label));
    const options = await screen.findAllByText(name);
    await userEvent.click(options.find((each) => each.closest('.ant-select-item'))!);
  }
  await userEvent.type(form.getByLabelText('第 1 行名称'), '财务专用章');
  await userEvent.type(form.getByLabelText('第 1 行数量'), '1 枚');
  await userEvent.click(form.getByRole('button', { name: '增加一行' }));
  await userEvent.type(form.getByLabelText('第 2 行名称'), '钥匙');
  await userEvent.type(form.getByLabelText('第 2 行数量'), '2 把');
  await userEvent.click(form.getByRole('button', { name: '编好并签字移交' }));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log.find(({ method }) => method === 'POST')).toMatchObject({
    path: '/handovers',
    body: {
      kind: 'treasurer',
      toPersonId: OTHER,
      witnessPersonId: THIRD,
      handedOn: '2026-02-10',
      items: [
        { name: '财务专用章', quantity: '1 枚' },
        { name: '钥匙', quantity: '2 把' },
      ],
    },
  });
});

test('a signature that comes too late says what to do', async () => {
  signInAs('treasurer');
  const refused = refusal('HANDOVER_STALE', 409);
  serve({ ...answers, [`POST /handovers/${ID}/sign`]: refused });
  await openPage(HandoverPage, { path: `/handovers/${ID}`, route: '/handovers/:id' });
  await userEvent.click(await screen.findByRole('button', { name: '确认接收并签字' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('重新编制移交清册');
});

test('the chair confirms a cover after one question, and approves a budget', async () => {
  signInAs('chair');
  const log = serve({
    ...answers,
    [`POST /covers/${ID}/confirm`]: { id: ID, status: 'running' },
    [`POST /budgets/${ID}/approve`]: { id: ID, version: 2 },
  });
  await openPage(CoversPage);
  await userEvent.click(await screen.findByRole('button', { name: '确认代班' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('让 李强 代会计？')).toBeInTheDocument();
  await userEvent.click(dialog.getByRole('button', { name: '确认代班' }));
  document.body.innerHTML = '';
  await openPage(BudgetsPage);
  expect(await screen.findByText('超出预算：F01')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /批准 F01/ }));
  await vi.waitFor(() =>
    expect(log.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      `/covers/${ID}/confirm`,
      `/budgets/${ID}/approve`,
    ]),
  );
});
