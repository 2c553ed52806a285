import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { expect, test } from 'vitest';
import { roles, type Role } from '../../shared/roles.ts';
import { openSession } from '../support/people.ts';
import { makeWorld } from '../support/world.ts';
import { accessMatrix } from './access-matrix.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const loginOf: Record<Role, string> = {
  administrator: 'admin',
  treasurer: 'treasurer',
  cashier: 'cashier',
  caseworker: 'worker',
  committee: 'member1',
  chair: 'chair',
  auditor: 'auditor',
};
// a session that was good until its account was disabled
const disabled = await openSession(world.core, world.now(), world.users['worker3']!);
await world.client`update users set status = 'disabled' where login = 'worker3'`;

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/**
 * What the router itself answers to; the catch-all behind each address, which only says 405, apart.
 */
function addresses() {
  const { stack } = (world.app as unknown as { router: { stack: Layer[] } }).router;
  const found = stack.flatMap(({ route }) => (route ? [route] : []));
  const isCatchAll = ({ methods }: (typeof found)[number]) => Object.keys(methods).length > 1;
  return {
    served: found
      .filter((each) => !isCatchAll(each))
      .map(({ path, methods }) => `${Object.keys(methods)[0]!.toUpperCase()} ${path}`),
    refused: found.filter(isCatchAll).map(({ path }) => path),
  };
}

/** The answer's class: what access says, before the record and the body are looked at. */
function verdict(status: number, code: string | undefined): string {
  if (status === 401) return `401 ${code}`;
  return code === 'FORBIDDEN' ? '403 FORBIDDEN' : 'in';
}

async function knock(address: string, token: string | undefined): Promise<string> {
  const [method = '', template = ''] = address.split(' ');
  const path = template.replace(':id', template.includes('/periods/') ? '202601' : randomUUID());
  const call = request(world.app)[method === 'GET' ? 'get' : 'post'](path);
  if (token !== undefined) call.set('Authorization', `Bearer ${token}`);
  if (method === 'POST') call.set('Idempotency-Key', randomUUID()).send({});
  const { status, body } = await call;
  return verdict(status, (body as { code?: string }).code);
}

const tokenOf = (role: Role) => openSession(world.core, world.now(), world.users[loginOf[role]]!);

test('P12 every address of the router has its row, and every row its address', () => {
  const { served } = addresses();
  expect(served.toSorted()).toEqual(Object.keys(accessMatrix).toSorted());
  expect(new Set(served).size).toBe(served.length);
});

test('P12 what has no row answers nothing: other methods are refused', async () => {
  for (const path of addresses().refused) {
    for (const method of ['put', 'patch', 'delete', 'trace'] as const) {
      const { status, body } = await request(world.app)
        [method](path.replace(':id', randomUUID()))
        .set('Authorization', `Bearer ${await tokenOf('treasurer')}`)
        .set('Content-Type', 'application/json')
        .send('{}');
      expect([path, method, status, body.code]).toEqual([path, method, 405, 'METHOD_NOT_ALLOWED']);
    }
  }
});

let cells = 0;
test.each(Object.keys(accessMatrix))('P12 %s lets in whom its row names', async (address) => {
  const allowed = accessMatrix[address]!;
  const principals: [string, string | undefined, string][] = [
    ['nobody', undefined, allowed === 'public' ? 'in' : '401 UNAUTHENTICATED'],
    ['a disabled account', disabled, '401 SESSION_REVOKED'],
  ];
  for (const role of roles) {
    const isIn = allowed === 'public' || allowed.includes(role);
    principals.push([role, await tokenOf(role), isIn ? 'in' : '403 FORBIDDEN']);
  }
  // refreshing and signing in know no person; a token that is sent along is judged all the same
  const found = [];
  for (const [who, token, expected] of principals) {
    if (who === 'a disabled account' && !address.includes(' /api/v1/')) continue;
    if (who === 'a disabled account' && address.endsWith('openapi.json')) continue;
    const said = await knock(address, token);
    // what signing in without a cookie or a good body says is no matter of access
    const judged =
      allowed === 'public' && who !== 'a disabled account' && !said.includes('FORBIDDEN');
    found.push([who, judged ? 'in' : said, expected]);
    cells++;
  }
  expect(found.map(([who, said]) => [who, said])).toEqual(
    found.map(([who, , expected]) => [who, expected]),
  );
});

test('P12 reached', () => {
  reached(
    'P12',
    '0 mismatches',
    `${Object.keys(accessMatrix).length} addresses, ${cells} cells, 0 mismatches`,
  );
});
