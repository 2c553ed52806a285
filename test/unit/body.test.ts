import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonBody } from '../../server/core/body.ts';
import { answerErrors } from '../../server/core/errors.ts';

const LIMIT = 100 * 1024;

const app = express()
  .use(jsonBody({ limit: LIMIT }))
  .all('/echo', (request, response) => void response.json({ body: request.body as unknown }))
  .use(answerErrors({ log: () => undefined }));

function post(body: string | Buffer, type = 'application/json') {
  const asItIs = (value: unknown) => value as string;
  return supertest(app).post('/echo').set('Content-Type', type).serialize(asItIs).send(body);
}

/** An object of the given number of levels. */
const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
const nestedArrays = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('a body that is no good', () => {
  const refused: [row: number, status: number, code: string, body: string | Buffer][] = [
    [14, 400, 'JSON_INVALID', '{"amount":NaN}'],
    [29, 413, 'BODY_TOO_LARGE', `{"amount":"${'9'.repeat(1_000_000)}"}`],
    [50, 400, 'BODY_ENCODING', Buffer.from('7b2261223a22fffe227d', 'hex')],
    [50, 400, 'BODY_ENCODING', Buffer.from('7b2261223a22eda080227d', 'hex')],
    [85, 400, 'JSON_INVALID', '{"a":'],
    [85, 400, 'JSON_INVALID', '{"a":"'],
    [85, 400, 'JSON_INVALID', '{"a":"\\'],
    [86, 400, 'JSON_INVALID', ''],
    [86, 400, 'JSON_INVALID', '1'],
    [86, 400, 'JSON_INVALID', '"x"'],
    [86, 400, 'JSON_INVALID', 'null'],
    [86, 400, 'JSON_INVALID', '[]'],
    [87, 400, 'JSON_INVALID', '{"a":1,"a":2}'],
    [87, 400, 'JSON_INVALID', '{"a":1,"\\u0061":2}'],
    [87, 400, 'JSON_INVALID', '{"x":[{"b":{},"a":1,"b":2}]}'],
    [88, 422, 'UNKNOWN_FIELD', '{"__proto__":{"role":"admin"}}'],
    [88, 422, 'UNKNOWN_FIELD', '{"constructor":{}}'],
    [88, 422, 'UNKNOWN_FIELD', '{"\\u005f_proto__":{}}'],
    [90, 400, 'JSON_TOO_DEEP', nested(33)],
    [90, 400, 'JSON_TOO_DEEP', nestedArrays(1000)],
    [90, 400, 'JSON_TOO_DEEP', nestedArrays(40_000)],
    [90, 400, 'JSON_TOO_DEEP', `{"a":${'['.repeat(40_000)}`],
    [91, 413, 'BODY_TOO_LARGE', `{"a":"${'x'.repeat(101 * 1024)}"}`],
  ];

  it.each(refused)('row %i is answered with %i %s', async (_row, status, code, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code, status });
  });

  it('points at the forbidden field', async () => {
    const answer = await post('{"lines":[1,{"a":{"prototype":1}}]}');
    expect(answer.body).toMatchObject({
      errors: [{ pointer: '/lines/1/a/prototype', code: 'UNKNOWN_FIELD' }],
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-7',
    'application/json; version=1',
    'application/jsonx',
  ])('of the type %s is answered with 415', async (type) => {
    const answer = await post('{}', type);
    expect(answer.status).toBe(415);
    expect(answer.body).toMatchObject({ code: 'CONTENT_TYPE' });
  });

  it('is refused without a type and when it is compressed', async () => {
    expect((await supertest(app).post('/echo')).status).toBe(415);
    const packed = await post('{}').set('Content-Encoding', 'gzip');
    expect(packed.status).toBe(415);
  });
});

describe('a good body', () => {
  it.each([
    '{}',
    '{"a":{"b":1},"c":{"b":2}}',
    '{"a":["x","x",{"x":1},{"x":2}],"b":"__proto__"}',
    '{"a":"\\"{[,:\\\\"}',
    '{"a":"𠮷\\u0000"}',
    nested(32),
    nestedArrays(31),
    `{"a":"${'['.repeat(1000)}"}`,
    `{"a":"${'x'.repeat(LIMIT - 8)}"}`,
  ])('%.40s', async (body) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ body: JSON.parse(body) as unknown });
  });

  it('may name its charset', async () => {
    expect((await post('{}', 'application/json; charset="UTF-8"')).status).toBe(200);
  });

  it('keeps numbers as they are, for the schemas to refuse', async () => {
    const answer = await post('{"amount":100.10}');
    expect(answer.body).toEqual({ body: { amount: 100.1 } });
  });

  it('is not asked of a GET', async () => {
    const answer = await supertest(app).get('/echo');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({});
  });
});

describe('a body whose length nobody announced', () => {
  let server: Server;
  beforeAll(() => new Promise<void>((done) => (server = app.listen(0, '127.0.0.1', () => done()))));
  afterAll(() => new Promise((done) => server.close(done)));

  /** Sends chunks until the answer arrives; `forever` never ends the body. */
  async function stream(chunks: number, forever = false): Promise<IncomingMessage> {
    const outgoing = httpRequest({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      path: '/echo',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
    });
    for (let sent = 0; sent < chunks; sent += 1) outgoing.write('x'.repeat(64 * 1024));
    if (!forever) outgoing.end();
    const answer = await answered;
    answer.resume();
    outgoing.on('error', () => undefined).destroy();
    return answer;
  }

  it('is measured while it arrives', async () => {
    expect((await stream(3)).statusCode).toBe(413);
  });

  it('is answered although it never ends', async () => {
    const answer = await stream(80, true);
    expect(answer.statusCode).toBe(413);
    expect(answer.headers.connection).toBe('close');
  });

  it('may break off without harm', async () => {
    const outgoing = httpRequest({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      path: '/echo',
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': '100' },
    });
    outgoing.on('error', () => undefined).write('{"a":');
    await new Promise((done) => setTimeout(done, 50));
    outgoing.destroy();
    expect((await stream(3)).statusCode).toBe(413);
  });
});
