import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { family, fillFund, ok, orderBody, payable, submitted } from '../support/cases.ts';
import { decided } from '../support/prepared.ts';
import { makeWorld } from '../support/world.ts';
import {
  amounts,
  bodies,
  cards,
  contentTypes,
  type CorpusRow,
  dates,
  extraFields,
  headers,
  ids,
  idNumbers,
  Literal,
  notYet,
  phones,
  queries,
  references,
  texts,
} from './corpus.ts';
import { elsewhere } from './corpus-elsewhere.ts';
import { type Heard, onWire } from './wire.ts';

/** Bad input, row by row of promises.md §3.9, against the real application on a port. */
const world = await makeWorld();
const { exchange, raw } = await onWire(world);

/** Sends each input of a row and expects the row's answer, and the field at fault where known. */
async function expectRow(
  { inputs, status, code }: CorpusRow,
  send: (input: unknown) => Promise<Heard>,
  pointer?: string,
) {
  for (const input of inputs) {
    const before = await counts();
    const answer = await send(input);
    const said = { status: answer.status, ...(code && { code: JSON.parse(answer.text).code }) };
    expect([input, said]).toEqual([input, code ? { status, code } : { status }]);
    if (code === undefined) continue;
    expect(answer.type).toMatch(/^application\/problem\+json/);
    const { errors } = JSON.parse(answer.text) as { errors?: object[] };
    if (pointer && status === 422) expect(errors).toContainEqual({ pointer, code });
    // nothing half-done
    expect(await counts()).toEqual(before);
  }
}

async function counts() {
  const [row] = await world.client`select (select count(*)::int from donations) as donations,
    (select count(*)::int from vouchers) as vouchers, (select count(*)::int from operations) as ops,
    (select count(*)::int from households) as households,
    (select count(*)::int from payment_orders) as orders`;
  return row;
}

const json = (value: unknown): string =>
  value instanceof Literal ? value.json : JSON.stringify(value);
/** A good body whose one field is replaced by this input. */
const bodyWith = (good: object, field: string, input: unknown) =>
  JSON.stringify({ ...good, [field]: '@' }).replace('"@"', () => json(input));
const give = (field: string) => (input: unknown) =>
  exchange({ path: '/donations', body: bodyWith(gift(), field, input) });
const register = (field: string) => (input: unknown) =>
  exchange({ login: 'worker', path: '/households', body: bodyWith(family(world), field, input) });
const titled = (rows: readonly CorpusRow[]) => rows.map((each) => [each.row, each] as const);

describe('the corpus', () => {
  test.each(titled(amounts))('%d amount', async (_, row) => {
    await expectRow(row, give('gross'), '/gross');
  });

  test.each(titled(dates))('%d date', async (_, row) => {
    await expectRow(row, give('receivedOn'), '/receivedOn');
  });

  test('41 the day begins at midnight in Shanghai', async () => {
    world.setNow('2026-01-10T15:59:59.000Z');
    expect((await give('receivedOn')('2026-01-11')).status).toBe(422);
    world.setNow('2026-01-10T16:00:00.000Z');
    expect((await give('receivedOn')('2026-01-11')).status).toBe(201);
    world.setNow('2026-01-10T02:00:00.000Z');
  });

  test('33 more than was requested', async () => {
    const id = await submitted(world, { requested: '700.00', urgent: true });
    const send = (amount: unknown) =>
      exchange({
        login: 'chair',
        path: `/aid-requests/${id}/urgent-orders`,
        body: JSON.stringify({ amount }),
      });
    await expectRow({ row: 33, inputs: ['700.01'], status: 409, code: 'EXCEEDS_APPROVAL' }, send);
  });

  test('45 days that end before they begin, or span more than five years', async () => {
    for (const range of ['from=2026-02-01&to=2026-01-31', 'from=2020-01-01&to=2025-01-02']) {
      const answer = await exchange({ method: 'GET', path: `/reports/journal?${range}` });
      expect([range, answer.status, JSON.parse(answer.text).code]).toEqual([
        range,
        422,
        'RANGE_INVALID',
      ]);
    }
  });

  test.each(titled(texts))('%d text', async (_, row) => {
    const send = (name: unknown) => give('donor')({ kind: 'person', name });
    await expectRow(row, send, '/donor/name');
  });

  test('51-63 what is kept is kept as it was written, in its composed form', async () => {
    const names = texts.flatMap(({ status, inputs }) => (status === 201 ? inputs : []));
    const { items } = JSON.parse(
      (await exchange({ method: 'GET', path: '/donations?limit=200' })).text,
    ) as { items: { donorName: string }[] };
    const stored = items.map(({ donorName }) => donorName);
    for (const name of names) expect(stored).toContain((name as string).normalize('NFC'));
  });

  test.each(titled(idNumbers))('%d ID number', async (_, row) => {
    await expectRow(row, register('idNumber'), '/idNumber');
  });

  test('67 a small x is a capital X', async () => {
    expect((await register('idNumber')('23019919800101003x')).status).toBe(201);
    const again = await register('idNumber')('23019919800101003X');
    expect([again.status, JSON.parse(again.text).code]).toEqual([409, 'HOUSEHOLD_EXISTS']);
  });

  test.each(titled(phones))('%d phone', async (_, row) => {
    await expectRow(row, register('phone'), '/phone');
  });

  describe('of a payment order', () => {
    let requestId = '';
    beforeAll(async () => {
      requestId = await decided(world, '500.00');
    });
    test.each(titled(cards))('%d bank card', async (_, row) => {
      const send = (input: unknown) =>
        exchange({
          path: '/payment-orders',
          body: bodyWith(orderBody(requestId), 'payeeAccount', input),
        });
      await expectRow(row, send, '/payeeAccount');
    });
  });

  describe('of a proof of payment', () => {
    test.each(titled(references))('%d a text of 100 code points', async (_, row) => {
      await fillFund(world, '100.00');
      const { orderId } = await payable(world, '100.00');
      const paid = { paidOn: world.core.today() };
      const { id } = ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, paid));
      const proof = { kind: 'signature', receivedOn: world.core.today() };
      const send = (input: unknown) =>
        exchange({
          login: 'cashier',
          path: `/payments/${id}/proof`,
          body: bodyWith({ ...proof, reference: '' }, 'reference', input),
        });
      await expectRow(row, send, '/reference');
    });
  });

  test.each(titled(ids))('%d id', async (_, row) => {
    await expectRow(row, (id) => exchange({ method: 'GET', path: `/donations/${String(id)}` }));
  });

  test.each(titled(queries))('%d query', async (_, row) => {
    await expectRow(row, (query) =>
      exchange({ method: 'GET', path: `/donations?${String(query)}` }),
    );
  });

  test.each(titled(bodies))('%d body', async (_, row) => {
    await expectRow(row, (body) => exchange({ path: '/donations', body: body as string | Buffer }));
  });

  test('89 fields that are not the sender’s to say', async () => {
    await expectRow(extraFields, (field) => give(String(field))('x'));
  });

  test('a field that is missing is asked for, whatever it holds', async () => {
    const good = gift() as Record<string, unknown>;
    for (const field of Object.keys(good)) {
      const { [field]: _, ...rest } = good;
      const answer = await exchange({ path: '/donations', body: JSON.stringify(rest) });
      if (answer.status === 201) continue;
      const { errors } = JSON.parse(answer.text) as { errors: object[] };
      expect(errors).toEqual([{ pointer: `/${field}`, code: 'REQUIRED' }]);
    }
  });

  test.each(titled(contentTypes))('%d content type', async (_, row) => {
    await expectRow(row, (type) =>
      exchange({
        path: '/donations',
        body: JSON.stringify(gift()),
        headers: { 'Content-Type': String(type) },
      }),
    );
  });

  test.each(titled(headers))('%d header', async (_, row) => {
    await expectRow(row, (given) =>
      exchange({
        path: '/donations',
        body: JSON.stringify(gift()),
        headers: given as Record<string, string | undefined>,
      }),
    );
  });

  test.each(['TRACE', 'PROPFIND', 'DELETE', 'PUT'])('97 method %s', async (method) => {
    const answer = await exchange({
      method,
      path: '/donations',
      ...(method === 'PUT' && { body: '{}' }),
    });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  test.each([
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET /api/v1/funds HTTP/1.1\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n'],
  ])('96 %s', async (_, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('84 a header of 20 kB', async () => {
    const head = `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`;
    expect(await raw(head)).toMatch(/^HTTP\/1.1 431 /);
  });

  test.each([
    ['一二三四五六七八九十一二三四', 422, 'PASSWORD_SHORT'],
    ['emergencyfund2026', 422, 'PASSWORD_BLOCKED'],
    ['a'.repeat(1_000_000), 413, 'BODY_TOO_LARGE'],
  ])('111 password %#', async (password, status, code) => {
    const body = JSON.stringify({ token: 'a'.repeat(43), password });
    const answer = await exchange({ path: '/invitations/accept', body });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
  });

  test('72 a very long text is refused in less than 50 ms', async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const begun = performance.now();
      await register('idNumber')('a'.repeat(90_000));
      times.push(performance.now() - begun);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  });

  test.each(elsewhere)('$rows: see $file, $title', ({ file, title, code }) => {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    const at = source.indexOf(`'${title}`);
    expect(at).toBeGreaterThan(0);
    // what stands between this title and the next test is its body
    const after = source.slice(at + title.length);
    const end = after.search(/\n *(?:test|it|describe)[.(]/);
    expect(end < 0 ? after : after.slice(0, end)).toContain(code);
  });

  test('no row is forgotten', () => {
    const inData = [amounts, dates, texts, idNumbers, cards, phones, ids, queries, references]
      .flat()
      .concat(bodies, headers, contentTypes, extraFields)
      .map(({ row }) => row);
    const sent = new Set([
      ...inData,
      33,
      45,
      96,
      97,
      111,
      ...elsewhere.flatMap(({ rows }) => rows),
    ]);
    // numbers that the corpus does not use
    const unused = [36, 49, 53, 57, 61, 64, 69, 81, 82, 87, 94, 95, 104, 113, 117, 120, 123];
    const all = Array.from({ length: 130 }, (_, index) => index + 1);
    const left = all.filter((row) => !sent.has(row) && !unused.includes(row));
    expect(left).toEqual([...notYet, 126, 128].toSorted((a, b) => a - b));
  });
});
