/** Rows that need more than one request: the test that sends them, and the code it expects. */
export const elsewhere: readonly {
  rows: readonly number[];
  file: string;
  title: string;
  code: string;
}[] = [
  {
    rows: [30],
    file: 'database/frame.test.ts',
    title: 'a voucher whose lines do not sum to zero is refused',
    code: 'LF001',
  },
  {
    rows: [31],
    file: 'database/frame.test.ts',
    title: 'a voucher has 2 to 200 lines: %d are refused',
    code: 'LF011',
  },
  {
    rows: [32],
    file: 'api/aid-votes.test.ts',
    title: 'a fund that cannot bear it keeps neither reservation nor vote',
    code: 'FUND_INSUFFICIENT',
  },
  {
    rows: [42],
    file: 'promises/p20.test.ts',
    title: 'P20 nothing is dated or taken back into a closed month',
    code: 'PERIOD_LOCKED',
  },
  {
    rows: [76],
    file: 'promises/p13.test.ts',
    title: 'P13 GET %s knows only its own ids',
    code: 'NOT_FOUND',
  },
  {
    rows: [98, 99, 100],
    file: 'promises/p26.test.ts',
    title: 'P26 %s is refused',
    code: 'TOKEN_INVALID',
  },
  {
    rows: [101],
    file: 'promises/p28.test.ts',
    title: 'P28 a disabled account is out at once, in every session',
    code: 'SESSION_REVOKED',
  },
  {
    rows: [102],
    file: 'api/session.test.ts',
    title: 'changes its cookie with each use; an old one ends it',
    code: 'SESSION_REUSE',
  },
  {
    rows: [108],
    file: 'promises/p07.test.ts',
    title: 'P07 $route acts once, however often it is sent',
    code: 'IDEMPOTENCY_KEY_REUSED',
  },
  // the second waits for the first and gets its answer: this application never says IN_PROGRESS
  {
    rows: [109],
    file: 'promises/p07.test.ts',
    title: 'P07 $route acts once, however often it is sent',
    code: 'sendTwins',
  },
  {
    rows: [110],
    file: 'api/session.test.ts',
    title: 'is refused alike for an unknown login, a wrong password and a disabled account',
    code: 'LOGIN_FAILED',
  },
  {
    rows: [125],
    file: 'promises/p11.test.ts',
    title: 'P11 nobody signs off, reverses or confirms what they themselves prepared',
    code: 'SOD_VIOLATION',
  },
  {
    rows: [127],
    file: 'api/aid-votes.test.ts',
    title: 'is rejected as soon as the needed votes are out of reach',
    code: 'STATE_CONFLICT',
  },
  {
    rows: [129],
    file: 'promises/p12.test.ts',
    title: 'P12 %s lets in whom its row names',
    code: 'FORBIDDEN',
  },
  {
    rows: [130],
    file: 'promises/p10.test.ts',
    title: 'P10 fifty payments of one order by two cashiers are one payment',
    code: 'ALREADY_DISBURSED',
  },
];
