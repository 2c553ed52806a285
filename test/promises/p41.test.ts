import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { expect, test } from 'vitest';
import { routes } from '../../server/app.ts';
import { problem } from '../../shared/errors.ts';
import { gift } from '../support/acts.ts';
import { family, idNumberOf, ok } from '../support/cases.ts';
import { everyPost } from '../support/every-post.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();

/** Values that must come back nowhere, neither to the caller nor in a line of the log. */
const canaries = {
  name: '金丝雀甲乙丙',
  idNumber: idNumberOf(909, '19691231'),
  phone: '13955554444',
  password: 'canary-password-2026',
  token: 'CANARYTOKENCANARYTOKEN',
};
const canary = Object.values(canaries).join(' ');
let paths = 0;

interface Said {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Every refusal is problem details, and nothing in it tells of people, secrets, code or SQL. */
function inspect(said: Said): void {
  expect(said.status).toBeGreaterThanOrEqual(400);
  expect(said.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(said.headers['cache-control']).toBe('no-store');
  expect(problem.safeParse(JSON.parse(said.text)).success).toBe(true);
  for (const each of Object.values(canaries)) expect(said.text).not.toContain(each);
  expect(said.text).not.toMatch(
    /\bat .*\.ts:|node_modules|insert into|select .* from|update .* set/i,
  );
  paths++;
}

/** Posts a body, or raw text of that type. */
async function call(login: string, path: string, body: object | string, type = 'application/json') {
  return request(world.app)
    .post(`/api/v1${path}`)
    .set('Authorization', `Bearer ${await world.tokenOf(login)}`)
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', type)
    .send(body);
}

/** The body with one field at a time replaced by something that cannot be right. */
function* broken(body: object): Generator<object> {
  const names = Object.keys(body);
  for (const name of [...names, 'unexpected']) {
    yield { ...body, [name]: { formula: canary } };
    yield { ...body, [name]: `${canary}\u0000` };
    yield { ...body, [name]: `\u202e${canary}`.repeat(200) };
    yield { ...body, [name]: [canary] };
  }
}

test.each(everyPost)('P41 bodies that $route refuses', async ({ prepare }) => {
  const { login, path, body } = await prepare(world);
  for (const each of broken(body)) inspect(await call(login, path, each));
  const texts = [
    `{"name": "${canary}"`,
    `{"a":1,"a":"${canary}"}`,
    `${'{"a":'.repeat(40)}"${canary}"${'}'.repeat(40)}`,
    JSON.stringify({ name: canary.repeat(2000) }),
  ];
  for (const each of texts) inspect(await call(login, path, each));
  inspect(await call(login, path, canary, 'text/plain'));
  const wrongId = path.replace(/[0-9a-f-]{36}/, encodeURIComponent(canaries.name));
  if (wrongId !== path) inspect(await call(login, wrongId, body));
  // as it should be it goes through, so that nothing else was refused
  expect((await call(login, path, body)).status).toBeLessThan(300);
});

test('P41 addresses, queries, keys, tokens and methods', async () => {
  const token = await world.tokenOf('treasurer');
  const ask = (path: string) =>
    request(world.app).get(path).set('Authorization', `Bearer ${token}`);
  const word = encodeURIComponent(canaries.name);
  for (const { method, path } of routes) {
    const address = `/api/v1${path.replace(':id', randomUUID())}`;
    if (method === 'get' && !path.startsWith('/public') && path !== '/setup') {
      inspect(await ask(`${address}?name=${word}&sort=${word}`));
      inspect(await ask(`${address}?cursor=${word}&limit=${word}`));
      inspect(await ask(`/api/v1${path.replace(':id', '')}`.replace(/\/?$/, `/${word}/${word}`)));
    }
    inspect(await request(world.app).get(`${address}/%E0%A4%A${canaries.token}`));
    inspect(
      await request(world.app).put(address).set('Content-Type', 'application/json').send('{}'),
    );
  }
  inspect(await ask(`/api/v1/donations?cursor=${word.repeat(60)}`));
  inspect(
    await request(world.app)
      .get('/api/v1/session')
      .set('Authorization', `Bearer ${canaries.token}`),
  );
  inspect(await request(world.app).get(`/api/${word}`));
  const post = request(world.app).post('/api/v1/donations').set('Authorization', `Bearer ${token}`);
  inspect(await post.set('Idempotency-Key', canaries.token).send(gift()));
  const away = request(world.app)
    .post('/api/v1/session')
    .set('Origin', `https://${canaries.token}.example`);
  inspect(await away.send({ login: canaries.name, password: canaries.password }));
});

test('P41 refusals of the database itself', async () => {
  const twice = family(world, {
    applicantName: canaries.name,
    idNumber: canaries.idNumber,
    phone: canaries.phone,
  });
  ok(await world.as('worker').post('/households', twice));
  inspect(await call('worker', '/households', twice));
  const donor = { kind: 'person', name: canaries.name, phone: canaries.phone };
  const reference = gift({ donor, channel: 'wechat', transactionReference: canaries.token });
  ok(await world.as('treasurer').post('/donations', reference));
  inspect(await call('treasurer', '/donations', reference));
  const user = { name: canaries.name, login: 'canary', roles: ['auditor'] };
  ok(await world.as('admin').post('/users', user));
  inspect(await call('admin', '/users', user));
  for (const login of ['canary', 'nobody']) {
    const body = { login, password: canaries.password };
    inspect(await request(world.app).post('/api/v1/session').send(body));
  }
});

test('P41 a bug in the server tells its number only', async () => {
  const whole = world.core.vault;
  const shown = console.error;
  const index = () => {
    throw new Error(`bug with ${canary}`);
  };
  world.core.vault = { ...whole, index };
  console.error = () => {};
  try {
    const donor = { kind: 'person', name: canaries.name, phone: canaries.phone };
    const said = await call('treasurer', '/donations', gift({ donor }));
    expect(said.status).toBe(500);
    inspect(said);
    expect(JSON.parse(said.text)).toMatchObject({
      code: 'INTERNAL',
      instance: said.headers['x-request-id'],
    });
  } finally {
    world.core.vault = whole;
    console.error = shown;
  }
});

test('P41 the log holds none of it', () => {
  const log = world.logLines.join('\n');
  expect(world.logLines.length).toBeGreaterThan(paths);
  for (const each of Object.values(canaries)) {
    expect(log).not.toContain(each);
    expect(log).not.toContain(encodeURIComponent(each));
  }
  expect(log).not.toMatch(/insert into|select .* from|Bearer/i);
  expect(paths).toBeGreaterThan(500);
  reached(
    'P41',
    '0 hits in 500 error paths',
    `${paths} error answers, ${world.logLines.length} log lines: 0 hits`,
  );
});
