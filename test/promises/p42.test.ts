import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { expect, test } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const clientFolder = join(world.dataDir, 'client');
mkdirSync(join(clientFolder, 'assets'), { recursive: true });
writeFileSync(join(clientFolder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>');
writeFileSync(join(clientFolder, 'assets', 'main.js'), 'export {};');
const app = buildApp(world.core, { clientFolder });

const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';');

/** On every answer, whatever it is. */
const everywhere = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};
const token = await world.tokenOf('auditor');
const get = (path: string) => request(app).get(path).set('Authorization', `Bearer ${token}`);
const made = ok(
  await world.as('auditor').post('/exports', { fromPeriod: 202601, toPeriod: 202601 }),
);

const answers: readonly (readonly [string, string, number, string, string])[] = [
  ['a page', '/donations', 200, 'text/html; charset=utf-8', 'no-store'],
  [
    'an asset',
    '/assets/main.js',
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ],
  ['an answer', '/api/v1/session', 200, 'application/json; charset=utf-8', 'no-store'],
  ['a refusal', '/api/v1/nothing', 404, 'application/problem+json; charset=utf-8', 'no-store'],
  [
    'a file',
    `/api/v1/exports/${made.id}/workbook`,
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'no-store',
  ],
  ['the description', '/api/v1/openapi.json', 200, 'application/json; charset=utf-8', 'no-store'],
];
let checked = 0;

test.each(answers)('P42 %s carries the headers', async (_name, path, status, type, cache) => {
  const answer = await get(path)
    .buffer(true)
    .parse(textOf as never);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    ...everywhere,
    'content-type': type,
    'cache-control': cache,
  });
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  expect(answer.headers).not.toHaveProperty('server');
  const csp = answer.headers['content-security-policy'] as string;
  const nonce = /'nonce-([\w+/=]{24})'/.exec(csp)?.[1] ?? '';
  expect(csp).toBe(policy(nonce));
  if (type.startsWith('text/html')) expect(answer.body).toContain(`nonce="${nonce}"`);
  checked++;
});

function textOf(response: unknown, done: (error: null, text: string) => void): void {
  const stream = response as NodeJS.ReadableStream;
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  stream.on('end', () => done(null, text));
}

test('P42 each page has a nonce of its own', async () => {
  const nonces = await Promise.all(Array.from({ length: 20 }, async () => (await get('/')).text));
  expect(new Set(nonces).size).toBe(20);
});

test('P42 the file is a download that no page can run', async () => {
  const { headers } = await get(`/api/v1/exports/${made.id}/workbook`)
    .buffer(true)
    .parse(textOf as never);
  expect(headers['content-disposition']).toMatch(/^attachment; /);
});

test('P42 the page of the API’s description runs no inline script; only style attributes pass', async () => {
  const { headers, text } = await get('/api/docs');
  const csp = headers['content-security-policy'] as string;
  expect(csp).toMatch(/script-src 'self';/);
  expect(csp.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe/);
  expect(text).not.toMatch(/https?:\/\/|<script>|onload=/);
});

test('P42 nothing anywhere allows inline or evaluated code, and HSTS comes with TLS only', async () => {
  const plain = await get('/api/v1/session');
  expect(plain.headers).not.toHaveProperty('strict-transport-security');
  const secure = await request(buildApp(world.core, { secure: true })).get('/livez');
  expect(secure.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  for (const { headers } of [plain, secure]) {
    expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  }
  reached(
    'P42',
    'no unsafe-inline/eval, no-store',
    `${checked} kinds of answers as in the snapshot`,
  );
});
