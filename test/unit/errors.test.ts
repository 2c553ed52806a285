import express, { type RequestHandler } from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sqlStateCodes } from '../../server/core/database-errors.ts';
import {
  AppError,
  answerErrors,
  fromUnknown,
  fromZod,
  toProblem,
  type ErrorLog,
} from '../../server/core/errors.ts';
import { errorCodes, httpStatusOf, problem } from '../../shared/errors.ts';
import { amount, moneySchema } from '../../shared/money.ts';
import { pageQuery } from '../../shared/paging.ts';
import { textField } from '../../shared/text.ts';

const SECRET = '110101199003077777';

/** An error as postgres.js and drizzle throw it: values in message, detail and query. */
function databaseError(code: string, constraint?: string): Error {
  const inner = Object.assign(new Error(`duplicate key (idno)=(${SECRET})`), {
    name: 'PostgresError',
    code,
    constraint_name: constraint,
    detail: `Key (idno)=(${SECRET}) already exists.`,
  });
  return new Error(`Failed query: insert … params: ${SECRET}`, { cause: inner });
}

function refusal(schema: z.ZodType, input: unknown): z.core.$ZodError {
  const result = schema.safeParse(input);
  if (result.success) throw new Error('This input should have been refused.');
  return result.error;
}

describe('codes', () => {
  it('have a status each and make a valid problem', () => {
    for (const code of errorCodes) {
      const body = toProblem(new AppError(code, 'A sentence.'), 'r1');
      expect(problem.parse(body)).toEqual(body);
      expect(body).toMatchObject({
        type: `urn:fund:err:${code}`,
        status: httpStatusOf[code],
        instance: 'r1',
      });
    }
  });

  it('carry what helps the caller', () => {
    const available = moneySchema.parse('12.00');
    const error = new AppError('FUND_INSUFFICIENT', 'F01 holds 12.00.', {
      available,
      params: { fund: 'F01' },
    });
    expect(toProblem(error, 'r1')).toMatchObject({
      title: 'Fund insufficient',
      available: '12.00',
      params: { fund: 'F01' },
    });
  });
});

describe('refusals of schemas', () => {
  const body = z.strictObject({
    amount,
    donor: z.strictObject({ name: textField({ max: 10 }) }),
    channel: z.enum(['cash', 'bank']),
  });
  const good = { amount: '1', donor: { name: 'A' }, channel: 'cash' };

  it.each([
    [{ ...good, amount: '1.005' }, 'AMOUNT_SCALE', '/amount'],
    [{ ...good, donor: { name: '' } }, 'TEXT_REQUIRED', '/donor/name'],
    [{ ...good, channel: 'gold' }, 'VALUE_INVALID', '/channel'],
    [{ amount: '1', donor: good.donor }, 'REQUIRED', '/channel'],
    [{ amount: '1', channel: 'cash' }, 'REQUIRED', '/donor'],
    [{ donor: good.donor, channel: 'cash' }, 'REQUIRED', '/amount'],
    [{ ...good, role: 'admin' }, 'UNKNOWN_FIELD', '/role'],
    [{ ...good, donor: { name: 'A', 'a/b~c': 1 } }, 'UNKNOWN_FIELD', '/donor/a~1b~0c'],
    [null, 'VALUE_INVALID', ''],
  ])('%j', (input, code, pointer) => {
    const error = fromUnknown(refusal(body, input));
    expect(error).toMatchObject({ code, fields: [{ pointer, code }] });
    expect(httpStatusOf[error.code]).toBe(422);
  });

  it('names every field at fault', () => {
    const error = fromUnknown(refusal(body, { ...good, amount: 1, channel: 'x' }));
    expect(error.code).toBe('AMOUNT_TYPE');
    expect(error.fields?.map((field) => field.pointer)).toEqual(['/amount', '/channel']);
  });

  it('chooses the closest branch of a union', () => {
    const either = z.object({
      to: z.union([z.object({ a: amount }), z.object({ b: amount, c: amount })]),
    });
    expect(fromUnknown(refusal(either, { to: { a: '0' } }))).toMatchObject({
      fields: [{ pointer: '/to/a', code: 'AMOUNT_NOT_POSITIVE' }],
    });
  });

  it.each([
    [{ page: '0' }, 'PAGE_INVALID'],
    [{ sort: 'password_hash' }, 'SORT_INVALID'],
    [{ idNo: SECRET }, 'PII_IN_URL'],
    [{ other: '1' }, 'UNKNOWN_FIELD'],
    [{ limit: '100000' }, 'LIMIT_TOO_LARGE'],
  ])('an address with %j', (query, code) => {
    const error = fromZod(refusal(pageQuery, query), 'query');
    expect(error.code).toBe(code);
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });
});

describe('failures of the database', () => {
  it.each([
    ['23505', 'DUPLICATE', 409],
    ['LF003', 'PERIOD_LOCKED', 409],
    ['LF005', 'FUND_INSUFFICIENT', 409],
    ['LF001', 'JOURNAL_UNBALANCED', 422],
    ['40001', 'BUSY', 409],
    ['40P01', 'BUSY', 409],
    ['55P03', 'BUSY', 409],
    ['57014', 'BUSY', 409],
    ['53100', 'STORAGE_FULL', 503],
    ['57P01', 'DB_UNAVAILABLE', 503],
    ['08006', 'DB_UNAVAILABLE', 503],
    ['22021', 'TEXT_CONTROL', 422],
    ['42501', 'INTERNAL', 500],
  ])('%s is %s', (sqlState, code, status) => {
    const error = fromUnknown(databaseError(sqlState));
    expect(error.code).toBe(code);
    expect(httpStatusOf[error.code]).toBe(status);
    expect(JSON.stringify(toProblem(error, 'r1'))).not.toContain(SECRET);
  });

  it('says more when the constraint is known', () => {
    const known = databaseError('23505', 'household_registered_once');
    expect(fromUnknown(known).code).toBe('HOUSEHOLD_EXISTS');
    expect(fromUnknown(databaseError('23505', 'other')).code).toBe('DUPLICATE');
  });

  it.each(['CONNECTION_CLOSED', 'ECONNREFUSED', 'TX_CONNECTION_LOST', 'CONNECT_TIMEOUT'])(
    '%s is the connection and not the input',
    (code) => {
      const lost = new Error('query', { cause: Object.assign(new Error('lost'), { code }) });
      expect(fromUnknown(lost).code).toBe('DB_UNAVAILABLE');
    },
  );

  it('has a meaning for every SQLSTATE of our own functions', () => {
    for (let number = 1; number <= 21; number += 1) {
      expect(sqlStateCodes).toHaveProperty(`LF${String(number).padStart(3, '0')}`);
    }
  });
});

describe('answers', () => {
  const lines: Parameters<ErrorLog>[] = [];
  function ask(handler: RequestHandler) {
    lines.length = 0;
    return supertest(
      express()
        .get('/things/:id', handler)
        .use(answerErrors({ log: (...line) => lines.push(line) })),
    );
  }
  const throwing = (error: unknown) =>
    ask(() => {
      throw error;
    });

  it('is a problem that no cache keeps', async () => {
    const answer = await throwing(new AppError('STATE_CONFLICT', 'Already decided.')).get(
      '/things/1',
    );
    expect(answer.status).toBe(409);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({ code: 'STATE_CONFLICT', detail: 'Already decided.' });
    expect(lines).toEqual([['info', expect.objectContaining({ code: 'STATE_CONFLICT' })]]);
  });

  it('says when to come back', async () => {
    const answer = await throwing(databaseError('57P01')).get('/things/1');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(lines[0]?.[0]).toBe('warn');
  });

  it('tells nothing of a bug but its number, neither outside nor in the log', async () => {
    const answer = await throwing(databaseError('42501', 'some_rule')).get('/things/1');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(SECRET);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
    expect(lines).toEqual([
      [
        'error',
        {
          requestId: (answer.body as { instance: string }).instance,
          code: 'INTERNAL',
          status: 500,
          cause: 'Error',
          sqlState: '42501',
          constraint: 'some_rule',
          frames: expect.stringContaining('errors.test.ts'),
        },
      ],
    ]);
  });

  it('refuses a badly encoded address', async () => {
    const answer = await ask((_request, response) => void response.end()).get('/things/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'URL_ENCODING' });
  });

  it.each([undefined, null, 'text', 42])('survives a thrown %j', (thrown) => {
    expect(fromUnknown(thrown).code).toBe('INTERNAL');
  });
});
