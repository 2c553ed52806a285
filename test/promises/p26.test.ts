import { createHmac, createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import request from 'supertest';
import { expect, test } from 'vitest';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const [signer] = world.core.secrets.tokenKeys;
const { id: kid, key } = signer!;
const now = Math.floor(world.now().getTime() / 1000);
const [session] = await world
  .tokenOf('treasurer')
  .then(() => world.client`select id, user_id from sessions limit 1`);
const good = {
  sub: session!['user_id'] as string,
  sid: session!['id'] as string,
  iss: 'hardship-fund',
  aud: 'hardship-fund-api',
  iat: now,
  exp: now + 600,
};
const header = { alg: 'HS256', typ: 'at+jwt', kid };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (head: object, body: object, by: Buffer = key, hash = 'sha256') => {
  const text = `${part(head)}.${part(body)}`;
  return `${text}.${createHmac(hash, by).update(text).digest('base64url')}`;
};
const without = (name: keyof typeof good) => {
  const { [name]: _left, ...rest } = good;
  return rest;
};
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
const rs256 = () => {
  const text = `${part({ ...header, alg: 'RS256' })}.${part(good)}`;
  return `${text}.${createSign('sha256').update(text).sign(privateKey).toString('base64url')}`;
};
const tampered = sign(header, good).replace(
  /\.[^.]+\./,
  `.${part({ ...good, sub: world.users['admin'] })}.`,
);

const forged: Record<string, string> = {
  'alg none': `${part({ ...header, alg: 'none' })}.${part(good)}.`,
  'alg None, no signature': `${part({ ...header, alg: 'None' })}.${part(good)}.`,
  'alg none, signed': sign({ ...header, alg: 'none' }, good),
  HS512: sign({ ...header, alg: 'HS512' }, good, key, 'sha512'),
  HS384: sign({ ...header, alg: 'HS384' }, good, key, 'sha384'),
  RS256: rs256(),
  'a public key as the secret': sign(header, good, publicPem),
  'another type (refresh as access)': sign({ ...header, typ: 'rt+jwt' }, good),
  'plain JWT type': sign({ ...header, typ: 'JWT' }, good),
  'no type': sign({ alg: 'HS256', kid }, good),
  'no exp': sign(header, without('exp')),
  'no iat': sign(header, without('iat')),
  'no sub': sign(header, without('sub')),
  'no sid': sign(header, without('sid')),
  'no iss': sign(header, without('iss')),
  'no aud': sign(header, without('aud')),
  expired: sign(header, { ...good, iat: now - 700, exp: now - 60 }),
  'exp in 9999, old iat': sign(header, { ...good, iat: now - 90_000, exp: 253_402_300_799 }),
  'exp in 9999': sign(header, { ...good, exp: 253_402_300_799 }),
  'nbf in the future': sign(header, { ...good, nbf: now + 600 }),
  'iat in the future': sign(header, { ...good, iat: now + 3600, exp: now + 3700 }),
  'another audience': sign(header, { ...good, aud: 'x' }),
  'a list of audiences': sign(header, { ...good, aud: ['hardship-fund-api', 'x'] }),
  'another issuer': sign(header, { ...good, iss: 'x' }),
  'another key': sign(header, good, randomBytes(32)),
  'an empty key': sign(header, good, Buffer.alloc(0)),
  'exp as text': sign(header, { ...good, exp: '9999999999' }),
  'exp as a fraction': sign(header, { ...good, exp: now + 60.5 }),
  'crit header': sign({ ...header, crit: ['x'], x: 1 }, good),
  'its own jwk': sign(
    { ...header, jwk: { kty: 'oct', k: 'AAAA' } },
    good,
    Buffer.from('AAAA', 'base64url'),
  ),
  'a jku': sign({ ...header, jku: 'http://127.0.0.1:1/keys' }, good),
  'an x5u': sign({ ...header, x5u: 'http://127.0.0.1:1/c' }, good),
  'kid of a path': sign({ ...header, kid: '../../dev/null' }, good, Buffer.alloc(0)),
  'kid unknown': sign({ ...header, kid: 'nobody' }, good),
  'no kid': sign({ alg: 'HS256', typ: 'at+jwt' }, good),
  'a claim too many': sign(header, { ...good, roles: ['administrator'] }),
  'a tampered claim': tampered,
  'a signature cut short': sign(header, good).slice(0, -4),
  'no signature': sign(header, good).replace(/[^.]+$/, ''),
  garbage: 'a.b.c',
  'five parts': 'a.b.c.d.e',
  'twenty thousand bytes': sign(header, { ...good, x: 'y'.repeat(4000) }),
};

const ask = (authorization: string) =>
  request(world.app).get('/api/v1/session').set('Authorization', authorization);

test('P26 the good one passes', async () => {
  const { status, body } = await ask(`Bearer ${sign(header, good)}`);
  expect([status, body.login]).toEqual([200, 'treasurer']);
});

test.each(Object.entries(forged))('P26 %s is refused', async (_name, token) => {
  const { status, body } = await ask(`Bearer ${token}`);
  expect([status, body.code]).toEqual([401, 'TOKEN_INVALID']);
});

test.each(['Basic dHJlYXN1cmVyOng=', 'Bearer', 'Bearer a b', 'bearer x', ''])(
  'P26 the header %j is no token',
  async (authorization) => {
    const { status, body } = await ask(authorization);
    expect(status).toBe(401);
    expect(['TOKEN_INVALID', 'UNAUTHENTICATED']).toContain(body.code);
  },
);

test('P26 a good signature over a session of somebody else, or of nobody, opens nothing', async () => {
  const swaps = [{ sub: world.users['admin'] }, { sid: randomUUID() }];
  for (const swap of swaps) {
    const { status, body } = await ask(`Bearer ${sign(header, { ...good, ...swap })}`);
    expect([status, body.code]).toEqual([401, 'SESSION_REVOKED']);
  }
  reached(
    'P26',
    'only the good one passes',
    `${Object.keys(forged).length} forgeries refused, 1 token passes`,
  );
});
