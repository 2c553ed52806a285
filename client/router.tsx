import { type ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Crashed, NotFound } from './Fallbacks.tsx';
import { Layout } from './Layout.tsx';

/** A page whose code comes when it is first opened. */
function page<Name extends string>(
  path: string,
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): RouteObject {
  return { path, lazy: async () => ({ Component: (await load())[name] }) };
}

const giving = [
  page('/drives', () => import('./drives/DrivesPage.tsx'), 'DrivesPage'),
  page('/drives/new', () => import('./drives/OpenDriveForm.tsx'), 'OpenDriveForm'),
  page('/donations', () => import('./donations/DonationsPage.tsx'), 'DonationsPage'),
  page('/donations/new', () => import('./donations/RecordDonationForm.tsx'), 'RecordDonationForm'),
  page('/donations/:id', () => import('./donations/DonationPage.tsx'), 'DonationPage'),
  page('/donations/:id/receipt', () => import('./donations/ReceiptPage.tsx'), 'ReceiptPage'),
  page('/cash', () => import('./cash/CashPage.tsx'), 'CashPage'),
  page('/cash-counts', () => import('./cash/CountsPage.tsx'), 'CountsPage'),
  page('/cash-counts/:id', () => import('./cash/CountPage.tsx'), 'CountPage'),
];

const aid = [
  page('/households', () => import('./households/HouseholdsPage.tsx'), 'HouseholdsPage'),
  page(
    '/households/new',
    () => import('./households/RegisterHouseholdForm.tsx'),
    'RegisterHouseholdForm',
  ),
  page('/households/:id', () => import('./households/HouseholdPage.tsx'), 'HouseholdPage'),
  page('/aid-requests', () => import('./aid/AidRequestsPage.tsx'), 'AidRequestsPage'),
  page('/aid-requests/new', () => import('./aid/FileRequestForm.tsx'), 'FileRequestForm'),
  page('/aid-requests/:id', () => import('./aid/AidRequestPage.tsx'), 'AidRequestPage'),
  page('/payments', () => import('./payments/PaymentsPage.tsx'), 'PaymentsPage'),
  page('/payments/:id', () => import('./payouts/PayoutPage.tsx'), 'PayoutPage'),
  page('/condolences', () => import('./condolences/CondolencesPage.tsx'), 'CondolencesPage'),
  page(
    '/condolences/new',
    () => import('./condolences/PrepareCondolenceForm.tsx'),
    'PrepareCondolenceForm',
  ),
  page('/condolences/:id', () => import('./condolences/CondolencePage.tsx'), 'CondolencePage'),
  page('/advances', () => import('./advances/AdvancesPage.tsx'), 'AdvancesPage'),
];

const books = [
  page('/vouchers', () => import('./ledger/VouchersPage.tsx'), 'VouchersPage'),
  page('/vouchers/:id/correct', () => import('./drafts/CorrectPage.tsx'), 'CorrectPage'),
  page('/vouchers/:id', () => import('./ledger/VoucherPage.tsx'), 'VoucherPage'),
  page('/bank-events', () => import('./bank/BankPage.tsx'), 'BankPage'),
  page('/pledges', () => import('./pledges/PledgesPage.tsx'), 'PledgesPage'),
  page('/refunds', () => import('./refunds/RefundsPage.tsx'), 'RefundsPage'),
  page(
    '/unidentified-receipts',
    () => import('./unidentified/UnidentifiedPage.tsx'),
    'UnidentifiedPage',
  ),
  page('/fund-transfers', () => import('./transfers/TransfersPage.tsx'), 'TransfersPage'),
  page('/goods', () => import('./goods/GoodsPage.tsx'), 'GoodsPage'),
  page('/goods/counts', () => import('./goods/CountsPage.tsx'), 'CountsPage'),
  page('/goods/memos', () => import('./goods/MemosPage.tsx'), 'MemosPage'),
  page('/books/goods', () => import('./reports/GoodsLedgerPage.tsx'), 'GoodsLedgerPage'),
  page('/agency', () => import('./agency/AgencyPage.tsx'), 'AgencyPage'),
  page('/drafts', () => import('./drafts/DraftsPage.tsx'), 'DraftsPage'),
  page('/drafts/new', () => import('./drafts/EditDraftPage.tsx'), 'NewDraftPage'),
  page('/drafts/:id', () => import('./drafts/DraftPage.tsx'), 'DraftPage'),
  page('/drafts/:id/edit', () => import('./drafts/EditDraftPage.tsx'), 'EditDraftPage'),
  page('/periods', () => import('./ledger/PeriodsPage.tsx'), 'PeriodsPage'),
  page('/opening', () => import('./opening/OpeningPage.tsx'), 'OpeningPage'),
  page('/opening/new', () => import('./opening/EnterOpeningForm.tsx'), 'EnterOpeningForm'),
  page('/periods/:id', () => import('./ledger/PeriodPage.tsx'), 'PeriodPage'),
  page('/trial-balance', () => import('./reports/TrialBalancePage.tsx'), 'TrialBalancePage'),
  page('/fund-statement', () => import('./reports/FundStatementPage.tsx'), 'FundStatementPage'),
  page('/books', () => import('./reports/GeneralLedgerPage.tsx'), 'GeneralLedgerPage'),
  page('/books/account', () => import('./reports/AccountLedgerPage.tsx'), 'AccountLedgerPage'),
  page('/books/money', () => import('./reports/MoneyJournalPage.tsx'), 'MoneyJournalPage'),
  page('/books/columns', () => import('./reports/ColumnarLedgerPage.tsx'), 'ColumnarLedgerPage'),
  page('/books/roster', () => import('./reports/RosterPage.tsx'), 'RosterPage'),
  page('/statements', () => import('./reports/BalanceSheetPage.tsx'), 'BalanceSheetPage'),
  page('/statements/activities', () => import('./reports/ActivitiesPage.tsx'), 'ActivitiesPage'),
  page('/statements/cash-flow', () => import('./reports/CashFlowPage.tsx'), 'CashFlowPage'),
  page('/statements/pictures', () => import('./reports/PicturesPage.tsx'), 'PicturesPage'),
  page('/journal', () => import('./reports/JournalPage.tsx'), 'JournalPage'),
  page('/budgets', () => import('./stewardship/BudgetsPage.tsx'), 'BudgetsPage'),
  page('/annual-figures', () => import('./stewardship/AnnualFiguresPage.tsx'), 'AnnualFiguresPage'),
  page(
    '/reconciliation',
    () => import('./reconciliation/ReconciliationPage.tsx'),
    'ReconciliationPage',
  ),
  page('/reconciliation/:account', () => import('./reconciliation/AccountPage.tsx'), 'AccountPage'),
  page(
    '/reconciliation/:account/statement',
    () => import('./reconciliation/StatementForm.tsx'),
    'StatementForm',
  ),
  page('/bank-reconciliations/:id', () => import('./reconciliation/SheetPage.tsx'), 'SheetPage'),
  page('/audit', () => import('./audit/AuditPage.tsx'), 'AuditPage'),
];

const settings = [
  page('/users', () => import('./users/UsersPage.tsx'), 'UsersPage'),
  page('/invitations', () => import('./users/InvitationsPage.tsx'), 'InvitationsPage'),
  page('/voucher-words', () => import('./drafts/WordsPage.tsx'), 'WordsPage'),
  page('/funds', () => import('./funds/FundsPage.tsx'), 'FundsPage'),
  page('/handovers', () => import('./stewardship/HandoversPage.tsx'), 'HandoversPage'),
  page('/handovers/:id', () => import('./stewardship/HandoverPage.tsx'), 'HandoverPage'),
  page('/covers', () => import('./stewardship/CoversPage.tsx'), 'CoversPage'),
  page('/accounts', () => import('./accounts/AccountsPage.tsx'), 'AccountsPage'),
  page('/rule-books', () => import('./rulebooks/RuleBooksPage.tsx'), 'RuleBooksPage'),
];

const withoutSignIn = [
  page('/sign-in', () => import('./session/SignInPage.tsx'), 'SignInPage'),
  page('/setup', () => import('./session/SetupPage.tsx'), 'SetupPage'),
  page('/invitation', () => import('./session/InvitationPage.tsx'), 'InvitationPage'),
  page('/public', () => import('./public/PublicPage.tsx'), 'PublicPage'),
];

export const routes: RouteObject[] = [
  {
    ErrorBoundary: Crashed,
    HydrateFallback: () => null,
    children: [
      ...withoutSignIn,
      {
        Component: Layout,
        children: [
          {
            ErrorBoundary: Crashed,
            children: [
              page('/', () => import('./today/TodayPage.tsx'), 'TodayPage'),
              ...giving,
              ...aid,
              ...books,
              ...settings,
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
