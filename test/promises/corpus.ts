/**
 * The corpus of bad input (promises.md §3.9) as data: the number of its row, where the input goes,
 * what is sent, and what comes back. Statuses below 300 mean that the input is good and is kept as
 * written.
 */
export interface CorpusRow {
  row: number;
  inputs: readonly unknown[];
  status: number;
  code?: string;
}

const refused = (row: number, code: string, ...inputs: unknown[]): CorpusRow => ({
  row,
  inputs,
  status: 422,
  code,
});
const kept = (row: number, ...inputs: unknown[]): CorpusRow => ({ row, inputs, status: 201 });

/** A whole text inside the JSON of a body, for what JSON.stringify would not write. */
export class Literal {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}

/** Of a gift: `gross`. */
export const amounts: readonly CorpusRow[] = [
  refused(1, 'AMOUNT_NOT_POSITIVE', '0', '0.00'),
  refused(2, 'AMOUNT_NOT_POSITIVE', '-1.00'),
  refused(3, 'AMOUNT_NOT_POSITIVE', '-0.00'),
  refused(4, 'AMOUNT_SCALE', '0.001'),
  refused(5, 'AMOUNT_SCALE', '1.005'),
  kept(6, '999999999.99'),
  refused(7, 'AMOUNT_TOO_LARGE', '1000000000.00'),
  refused(8, 'AMOUNT_TOO_LARGE', '99999999999999999999999999'),
  refused(9, 'AMOUNT_TOO_LARGE', '9007199254740993'),
  refused(10, 'AMOUNT_FORMAT', '1e3'),
  refused(11, 'AMOUNT_TYPE', new Literal('1e400')),
  refused(12, 'AMOUNT_FORMAT', 'NaN'),
  refused(13, 'AMOUNT_FORMAT', 'Infinity', '-Infinity'),
  { row: 14, inputs: [new Literal('NaN')], status: 400, code: 'JSON_INVALID' },
  refused(15, 'AMOUNT_TYPE', new Literal('100.10')),
  refused(16, 'AMOUNT_TYPE', new Literal('12345678901234567890')),
  refused(17, 'AMOUNT_FORMAT', ''),
  refused(18, 'AMOUNT_FORMAT', ' 12.00 '),
  refused(19, 'AMOUNT_FORMAT', '+12.00'),
  refused(20, 'AMOUNT_FORMAT', '１２.００'),
  refused(21, 'AMOUNT_FORMAT', '٣٤'),
  refused(22, 'AMOUNT_FORMAT', '1,000.00', '1 000', '1_000'),
  refused(23, 'AMOUNT_FORMAT', '¥100', '100元'),
  refused(24, 'AMOUNT_FORMAT', '0x10', '0b1', '010.00'),
  refused(25, 'AMOUNT_FORMAT', '.5', '5.'),
  refused(26, 'AMOUNT_TYPE', null, true, [], {}, ['1.00']),
  refused(27, 'AMOUNT_FORMAT', '1.00\n', '1.00\0', '1.00\u200b'),
  refused(28, 'AMOUNT_FORMAT', '1.00; DROP TABLE journal'),
  { row: 29, inputs: ['9'.repeat(1_000_000)], status: 413, code: 'BODY_TOO_LARGE' },
];

/** Of a gift: `receivedOn`, on 2026-01-10. */
export const dates: readonly CorpusRow[] = [
  refused(34, 'DATE_INVALID', '2026-02-30'),
  refused(35, 'DATE_INVALID', '2025-02-29'),
  refused(37, 'DATE_RANGE', '9999-12-31'),
  refused(38, 'DATE_INVALID', '2026-1-5', '05/01/2026', '２０２６-01-05'),
  refused(39, 'DATE_INVALID', '2026-03-31T16:00:00Z'),
  refused(40, 'DATE_INVALID', 1767225600, null),
  refused(41, 'DATE_FUTURE', '2026-01-11'),
];

/** Of a gift: the donor's name, at most 60 code points. */
export const texts: readonly CorpusRow[] = [
  refused(46, 'TEXT_REQUIRED', '', '   ', '\u3000'),
  refused(47, 'TEXT_CONTROL', 'a\0b'),
  refused(48, 'TEXT_CONTROL', '\u0008', '\u001b[31m'),
  kept(51, 'e\u0301'),
  refused(52, 'TEXT_BIDI', '\u202egpj.exe'),
  kept(54, '𠮷野家', '阿不都·热合曼'),
  kept(55, '👨‍👩‍👧'),
  refused(56, 'TEXT_TOO_LONG', '𠮷'.repeat(61)),
  kept(56, '𠮷'.repeat(60)),
  kept(58, '<script>alert(1)</script>'),
  kept(59, '<img src=x onerror=alert(1)>', 'javascript:alert(1)'),
  kept(60, "' OR '1'='1", "'; DROP TABLE donations--"),
  kept(62, '{{7*7}}', '${7*7}'),
  kept(63, '=1+1', '+1', '-1', '@SUM(1)'),
  refused(65, 'TEXT_TYPE', { formula: 'HYPERLINK("http://x")' }),
  refused(66, 'TEXT_CONTROL', 'a\r\nSet-Cookie: x=1', '\nINFO ok'),
];

/** Of a household: `idNumber`, on 2026-01-10. The numbers belong to nobody (region 230199). */
export const idNumbers: readonly CorpusRow[] = [
  kept(43, '230199198605040029'),
  refused(44, 'DATE_RANGE', '230199202612310014', '230199189912310012'),
  refused(67, 'IDNO_CHECKSUM', '230199198001010022'),
  refused(68, 'IDNO_DATE', '230199198002300012'),
  refused(72, 'TEXT_TOO_LONG', 'a'.repeat(90_000)),
];

/** Of a payment order: `payeeAccount`. */
export const cards: readonly CorpusRow[] = [
  refused(70, 'CARD_INVALID', '6200000000000006', '6200 0000 0000 0005'),
  refused(72, 'TEXT_TOO_LONG', 'a'.repeat(90_000)),
];

/** Of a household: `phone`. */
export const phones: readonly CorpusRow[] = [
  refused(71, 'PHONE_INVALID', '+86 13800138000', '１３８００１３８０００', '138001380001'),
  refused(72, 'TEXT_TOO_LONG', 'a'.repeat(90_000)),
];

/** The id in the address of a donation, already encoded. */
export const ids: readonly CorpusRow[] = [
  {
    row: 73,
    inputs: ['1', '-1', '0x1', '1.0', '1e1', 'NaN'],
    status: 404,
    code: 'NOT_FOUND',
  },
  { row: 74, inputs: ['%00', '..%2f..%2fetc%2fpasswd'], status: 404, code: 'NOT_FOUND' },
  { row: 75, inputs: ['%E0%A4%A'], status: 400, code: 'URL_ENCODING' },
  {
    row: 77,
    inputs: [
      'AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA',
      '00000000-0000-0000-0000-000000000000',
      'a'.repeat(1000),
    ],
    status: 404,
    code: 'NOT_FOUND',
  },
];

/** The query of the list of donations. */
export const queries: readonly CorpusRow[] = [
  refused(78, 'PAGE_INVALID', 'page=0', 'page=-1', 'page=1e9', 'page=abc'),
  refused(78, 'PAGE_INVALID', 'limit=0', 'limit=-1', 'limit=1e9', 'limit=abc', 'cursor=!'),
  refused(79, 'LIMIT_TOO_LARGE', 'limit=100000'),
  refused(80, 'SORT_INVALID', 'sort=password_hash', 'sort=id;select'),
  refused(83, 'PII_IN_URL', 'idNo=230199198001010021', 'name=x', 'phone=13800138000'),
  { row: 84, inputs: [`q=${'a'.repeat(2049)}`], status: 414, code: 'URL_TOO_LONG' },
];

/** Whole bodies of a gift, as they are sent. */
export const bodies: readonly CorpusRow[] = [
  { row: 50, inputs: [Buffer.from([0x22, 0xff, 0xfe, 0x22])], status: 400, code: 'BODY_ENCODING' },
  { row: 85, inputs: ['{"a":'], status: 400, code: 'JSON_INVALID' },
  { row: 86, inputs: ['', '1', '"x"', 'null'], status: 400, code: 'JSON_INVALID' },
  refused(88, 'UNKNOWN_FIELD', '{"__proto__":{"role":"admin"}}', '{"constructor":{}}'),
  {
    row: 90,
    inputs: ['['.repeat(1000) + ']'.repeat(1000), '['.repeat(40_000) + ']'.repeat(40_000)],
    status: 400,
    code: 'JSON_TOO_DEEP',
  },
  { row: 91, inputs: [`"${'a'.repeat(101 * 1024)}"`], status: 413, code: 'BODY_TOO_LARGE' },
];

/** Fields that a good gift must not carry. */
export const extraFields: CorpusRow = refused(
  89,
  'UNKNOWN_FIELD',
  'role',
  'status',
  'approvedBy',
  'id',
  'createdAt',
);

/** The kind of a body that is otherwise good. */
export const contentTypes: readonly CorpusRow[] = [
  {
    row: 92,
    inputs: ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
    status: 415,
    code: 'CONTENT_TYPE',
  },
  {
    row: 93,
    inputs: ['application/json; charset=utf-7', 'application/json; charset=utf-16'],
    status: 415,
    code: 'CONTENT_TYPE',
  },
];

/** Headers of a good gift. */
export const headers: readonly CorpusRow[] = [
  {
    row: 103,
    inputs: [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }],
    status: 403,
    code: 'CSRF',
  },
  { row: 105, inputs: [{ 'X-HTTP-Method-Override': 'DELETE' }], status: 201 },
  {
    row: 106,
    inputs: [{ 'Idempotency-Key': undefined }],
    status: 400,
    code: 'IDEMPOTENCY_KEY_REQUIRED',
  },
  {
    row: 107,
    inputs: [
      { 'Idempotency-Key': 'k'.repeat(300) },
      { 'Idempotency-Key': 'no-uuid' },
      {
        'Idempotency-Key':
          '7c9e6679-7425-40de-944b-e07fc1f90ae7, 7c9e6679-7425-40de-944b-e07fc1f90ae8',
      },
    ],
    status: 400,
    code: 'IDEMPOTENCY_KEY_INVALID',
  },
];

/** Of a proof of payment: `reference`, at most 100 code points. */
export const references: readonly CorpusRow[] = [
  refused(56, 'TEXT_TOO_LONG', '𠮷'.repeat(101)),
  { row: 56, inputs: ['𠮷'.repeat(100)], status: 200 },
];

/** What comes with later issues: uploads (U) and imports of workbooks (X). */
export const notYet: readonly number[] = [112, 114, 115, 116, 118, 119, 121, 122, 124];
