import postgres from 'postgres';
import exceljs from 'exceljs';
import request from 'supertest';
import { expect, test } from 'vitest';
import { routes } from '../../server/app.ts';
import { gift } from '../support/acts.ts';
import {
  family,
  fillFund,
  idNumberOf,
  ok,
  orderBody,
  submitted,
  visitBody,
  vote,
} from '../support/cases.ts';
import { drafted, interest } from '../support/drafts.ts';
import { frozenSheet, signedCount, statementOf } from '../support/every-post-bank.ts';
import { batchOf } from '../support/posts-imprest.ts';
import { coatsInStore } from '../support/posts-goods.ts';
import { begunHandover } from '../support/steward-posts.ts';
import { type Answer, makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
/** Every body that was sent, so that a canary that was never planted is noticed. */
const sent: string[] = [];
const { as } = world;
world.as = (login) => {
  const person = as(login);
  return {
    get: (path) => person.get(path),
    post: (path, body, options) => {
      sent.push(JSON.stringify(body));
      return person.post(path, body, options);
    },
  };
};
await fillFund(world, '50000.00');

/** What was planted, each in one place only, with words that occur nowhere else. */
const planted = {
  name: '秦可卿卿',
  idNumber: idNumberOf(777, '19770707'),
  phone: '13977778888',
  address: '太虚幻境巷四十二号',
  guardian: '警幻仙姑',
  childName: '贾小茗茗',
  childId: idNumberOf(778, '20150808'),
  story: '梦里听见的原话',
  findings: '走访见到的病历',
  summary: '给评议会的摘要',
  payeeName: '史太君君',
  account: '6200000000777701',
  voteReason: '理由只给评议看',
  recusal: '表亲关系的说明',
  donorName: '甄士隐隐',
  donorPhone: '13966665555',
  note: '替邻居捎来的心意',
  unmaskReason: '为何要看原件',
};
type Canary = keyof typeof planted;

const bundle = { applicantName: planted.name, idNumber: planted.idNumber, phone: planted.phone };
const household = { ...bundle, address: planted.address, guardianName: planted.guardian };
const donor = { kind: 'person', name: planted.donorName, phone: planted.donorPhone };
const { id: donationId } = ok(
  await world.as('treasurer').post('/donations', gift({ donor, note: planted.note })),
);
const child = {
  applicantName: planted.childName,
  idNumber: planted.childId,
  guardianName: planted.guardian,
};
ok(await world.as('worker').post('/households', family(world, child)));

/** A case with everything planted, of a family of 报达; decided, ordered and paid. */
async function plantCase(): Promise<{ id: string; householdId: string }> {
  const { story, summary, findings } = planted;
  const id = await submitted(world, { requested: '6000.00', household, story, summary });
  const visit = visitBody(world, { suggested: '6000.00', findings });
  ok(await world.as('worker').post(`/aid-requests/${id}/visit`, visit));
  ok(await world.as('worker2').post(`/aid-requests/${id}/sign-visit`));
  ok(await world.as('member3').post(`/aid-requests/${id}/recuse`, { reason: planted.recusal }));
  ok(await vote(world, 'member1', id, '6000.00'));
  const last = { approves: true, amount: '6000.00', reason: planted.voteReason };
  ok(await world.as('member2').post(`/aid-requests/${id}/votes`, last));
  ok(await world.as('worker').post(`/aid-requests/${id}/notice`));
  const [row] = await world.client`select household_id from aid_requests where id = ${id}`;
  const householdId = row!['household_id'] as string;
  const unmask = { reason: planted.unmaskReason };
  ok(await world.as('worker').post(`/households/${householdId}/unmask`, unmask));
  return { id, householdId };
}
const { id: requestId, householdId } = await plantCase();
world.setNow('2026-01-18T02:00:00.000Z');
const payee = { payeeName: planted.payeeName, payeeAccount: planted.account };
const order = ok(await world.as('treasurer').post('/payment-orders', orderBody(requestId, payee)));
const payment = { paidOn: '2026-01-18' };
const { voucherId, id: paymentId } = ok(
  await world.as('cashier').post(`/payment-orders/${order.id}/pay`, payment),
);
const [drive] = await world.client`select id from drives limit 1`;
const { id: batchId } = ok(
  await world.as('worker').post('/condolences', batchOf(world, [householdId])),
);
const months = { fromPeriod: 202601, toPeriod: 202601 };
const made = await world.as('auditor').post('/exports', months);
const journal = await world.as('auditor').post('/exports', { ...months, format: 'hledger' });

const { itemId: goodsItemId } = await coatsInStore(world);
const idOf: Record<string, string> = {
  '/drives/:id': drive!['id'] as string,
  '/donations/:id': donationId as string,
  '/households/:id': householdId,
  '/aid-requests/:id': requestId,
  '/goods-items/:id': goodsItemId,
  '/vouchers/:id': voucherId as string,
  '/exports/:id/journal': ok(journal).id as string,
  '/handovers/:id': await begunHandover(world),
  '/cash-counts/:id': await signedCount(world),
  '/bank-statements/:id': await statementOf(world),
  '/bank-reconciliations/:id': await frozenSheet(world),
  '/periods/:id/checklist': '202601',
  '/drafts/:id': await drafted(world, interest(world)),
  '/vouchers/:id/correction': voucherId as string,
  '/payment-orders/:id': order.id,
  '/payments/:id': paymentId as string,
  '/condolences/:id': batchId as string,
  '/households/:id/yearly-aid': householdId,
};
const queryOf: Record<string, string> = {
  '/vouchers': '?period=202601',
  '/budgets': '?year=2026',
  '/annual-figures': '?year=2026',
  '/bank-matches': '?account=100201',
  '/reconciliation-draft': '?account=100201&asOf=2026-01-18',
  '/rule-book-accounts': '?ruleBook=2026&version=1',
  '/reports/trial-balance': '?period=202601',
  '/reports/fund-statement': '?from=202601&to=202601',
  '/reports/journal': '?from=2026-01-01&to=2026-01-31',
  '/reports/general-ledger': '?from=202601&to=202601',
  '/reports/account-ledger': '?from=202601&to=202601&account=510102',
  '/reports/money-journal': '?from=202601&to=202601&account=100201',
  '/reports/columnar-ledger': '?from=202601&to=202601',
  '/reports/roster': '?from=202601&to=202601',
  '/reports/goods-ledger': `?from=202601&to=202601&item=${goodsItemId}`,
  '/reports/balance-sheet': '?period=202601',
  '/reports/activities': '?period=202601',
  '/reports/cash-flow': '?period=202601',
  '/reports/pictures': '?from=202601&to=202601',
};
const readers = [
  'admin',
  'treasurer',
  'cashier',
  'worker',
  'worker2',
  'worker3',
  'member1',
  'chair',
  'auditor',
];

/** Who reads which planted thing in clear, and where: decisions 21 and 24, promises.md §4.13. */
const allowed: Record<string, Partial<Record<string, Canary[]>>> = {
  '/donations': { treasurer: ['donorName', 'note'] },
  '/donations/:id': { treasurer: ['donorName', 'note'] },
  '/audit-entries': { auditor: ['unmaskReason'] },
  '/aid-requests/:id': {
    worker: ['story', 'findings', 'summary', 'voteReason', 'recusal'],
    worker2: ['story', 'findings', 'summary', 'voteReason', 'recusal'],
    member1: ['summary', 'voteReason', 'recusal'],
    chair: ['summary', 'voteReason', 'recusal'],
    auditor: ['summary', 'voteReason', 'recusal'],
  },
};

const canariesIn = (text: string) =>
  (Object.keys(planted) as Canary[]).filter((each) => text.includes(planted[each])).toSorted();
let searched = 0;

test('P39 everything to be looked for was really planted', () => {
  expect(canariesIn(sent.join('\n'))).toEqual(Object.keys(planted).toSorted());
});

const gets = routes.filter(({ method, path }) => method === 'get' && !path.includes('/workbook'));
test.each(gets)('P39 GET $path shows each role only what it may read', async (each) => {
  const { path, roles } = each;
  const reads = roles?.includes('auditor') === false ? 'treasurer' : 'auditor';
  for (const login of readers) {
    // an address with an id that nobody gave an id to would be searched in vain
    expect([path, path.includes(':id')]).toEqual([path, path in idOf]);
    const address = path.replace(':id', idOf[path] ?? '') + (queryOf[path] ?? '');
    const answer = (await world.as(login).get(address)) as Answer & { text: string };
    // a refusal is an answer, a question that nobody understood or a bug is none
    expect([401, 403, 404, 200]).toContain(answer.status);
    if (login === reads && path in idOf) expect([path, answer.status]).toEqual([path, 200]);
    const found = canariesIn(answer.text);
    expect([login, found]).toEqual([login, (allowed[path]?.[login] ?? []).toSorted()]);
    searched++;
  }
});

test('P39 the workbook names nobody', async () => {
  const { body } = await request(world.app)
    .get(`/api/v1/exports/${ok(made).id}/workbook`)
    .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(body as never);
  const words = workbook.worksheets.flatMap((sheet) => JSON.stringify(sheet.getSheetValues()));
  expect(words.join('').length).toBeGreaterThan(500);
  expect(canariesIn(words.join(''))).toEqual([]);
  searched++;
});

test('P39 refusals, logs, stored answers and the trail hold nothing of it', async () => {
  const again = await world.as('worker').post('/households', family(world, household));
  expect([again.status, again.body.code]).toEqual([409, 'HOUSEHOLD_EXISTS']);
  expect(canariesIn(JSON.stringify(again.body))).toEqual([]);
  expect(canariesIn(world.logLines.join('\n'))).toEqual([]);
  const tables = await world.client`select tablename from pg_tables where schemaname = 'fund'`;
  // the application itself does not read all of an operation
  const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
  for (const { tablename: name } of tables) {
    const rows = await owner.unsafe(`select t::text as row from fund.${name as string} t`);
    const text = rows.map(({ row }) => row as string).join('\n');
    // what people say of their own acts is theirs, and no personal field of the family
    const said = ['voteReason', 'recusal', 'note', 'unmaskReason'];
    const open = canariesIn(text).filter((each) => !said.includes(each));
    expect([name, open]).toEqual([name, []]);
    searched++;
  }
  await owner.end();
});

test('P39 every view of a file in clear is written down with its reason', async () => {
  const views = async () => {
    const rows = await world.client`select person_id, body::jsonb->>'reason' as reason
      from audit_entries where action = 'household.unmasked' order by seq`;
    return rows.length;
  };
  const unmask = (login: string, body: object) =>
    world.as(login).post(`/households/${householdId}/unmask`, body);
  let expected = await views();
  for (const login of ['worker', 'chair', 'auditor', 'worker']) {
    const { body } = await unmask(login, { reason: `${login}核对` });
    expect(body).toMatchObject({ ...household, id: householdId });
    expected++;
    expect(await views()).toBe(expected);
  }
  for (const body of [{}, { reason: '' }, { reason: '　 ' }]) {
    expect((await unmask('worker', body)).status).toBe(422);
  }
  for (const login of ['admin', 'treasurer', 'cashier', 'member1']) {
    expect((await unmask(login, { reason: '看看' })).status).toBe(403);
  }
  expect((await unmask('worker3', { reason: '看看' })).status).toBe(404);
  expect(await views()).toBe(expected);
  // the chair has a reason on record now and reads what the family said; nobody else reads more
  const seen = canariesIn(
    JSON.stringify((await world.as('chair').get(`/aid-requests/${requestId}`)).body),
  );
  expect(seen).toEqual(['findings', 'recusal', 'story', 'summary', 'voteReason']);
  reached(
    'P39',
    '0 unmasked leaks; views = log rows',
    `${searched} answers and tables searched for ${Object.keys(planted).length} canaries: 0 leaks; ${expected} views, ${expected} rows`,
  );
});
