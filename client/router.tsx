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
];

const books = [
  page('/vouchers', () => import('./ledger/VouchersPage.tsx'), 'VouchersPage'),
  page('/vouchers/:id/correct', () => import('./drafts/CorrectPage.tsx'), 'CorrectPage'),
  page('/vouchers/:id', () => import('./ledger/VoucherPage.tsx'), 'VoucherPage'),
  page('/drafts', () => import('./drafts/DraftsPage.tsx'), 'DraftsPage'),
  page('/drafts/new', () => import('./drafts/EditDraftPage.tsx'), 'NewDraftPage'),
  page('/drafts/:id', () => import('./drafts/DraftPage.tsx'), 'DraftPage'),
  page('/drafts/:id/edit', () => import('./drafts/EditDraftPage.tsx'), 'EditDraftPage'),
  page('/periods', () => import('./ledger/PeriodsPage.tsx'), 'PeriodsPage'),
  page('/trial-balance', () => import('./reports/TrialBalancePage.tsx'), 'TrialBalancePage'),
  page('/fund-statement', () => import('./reports/FundStatementPage.tsx'), 'FundStatementPage'),
  page('/journal', () => import('./reports/JournalPage.tsx'), 'JournalPage'),
  page('/audit', () => import('./audit/AuditPage.tsx'), 'AuditPage'),
];

const settings = [
  page('/users', () => import('./users/UsersPage.tsx'), 'UsersPage'),
  page('/voucher-words', () => import('./drafts/WordsPage.tsx'), 'WordsPage'),
  page('/funds', () => import('./funds/FundsPage.tsx'), 'FundsPage'),
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
