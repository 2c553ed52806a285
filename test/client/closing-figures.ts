/** A month before its close and its year, as the server answers them. */
export const year = {
  year: 2026,
  months: 12,
  closedMonths: 11,
  unsigned: 0,
  netAssets: '20594.84',
  auditedOn: null,
  reference: null,
  lockedAt: null,
  lockedByName: null,
  mayLock: false,
};

export const checklist = {
  id: 202601,
  status: 'open',
  endsOn: '2026-01-31',
  closedAt: null,
  regime: '2026',
  points: [
    { name: 'month_not_over', level: 'blocker', count: 0, path: '/periods/202601' },
    { name: 'vouchers_unsigned', level: 'blocker', count: 3, path: '/vouchers?period=202601' },
    { name: 'advances_old', level: 'warning', count: 1, path: '/trial-balance' },
  ],
  deficits: [
    { fundCode: 'F00', fundName: '非限定资金', amount: '-5.16', signable: true, signed: false },
  ],
  posts: [
    {
      event: 'E32',
      lines: [
        {
          accountCode: '410102',
          accountNameZh: '限定性捐赠收入',
          accountNameEn: 'Restricted donation income',
          fundCode: 'F01',
          side: 'debit',
          amount: '25900.00',
        },
        {
          accountCode: '3102',
          accountNameZh: '限定性净资产',
          accountNameEn: 'Restricted net assets',
          fundCode: 'F01',
          side: 'credit',
          amount: '25900.00',
        },
      ],
    },
  ],
  reopening: null,
  allowedActions: ['close'],
};
