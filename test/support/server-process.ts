// A process of its own for the tests that kill it: the whole product on a durable database in the
// folder named.
import { start } from '../../server/start.ts';
import { openSession, people, populate } from './people.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: server-process.ts <data folder>');
const config = {
  databaseUrl: undefined,
  dataDir,
  host: '127.0.0.1',
  port: 0,
  databaseAccount: undefined,
  databasePort: undefined,
  trustProxy: undefined,
  tls: undefined,
};
const { core, url, dataDir: there } = await start(config, { log: () => {}, say: () => {} });
if (core.setupToken !== undefined) await populate(core, core.now());
const tokens: Record<string, string> = {};
for (const [login] of people) {
  const [user] = await core.client`select id from users where login = ${login}`;
  tokens[login] = await openSession(core, core.now(), user!['id'] as string);
}
const [settings] = await core.client`select current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as synchronous_commit,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('data_checksums') as data_checksums`;
const { auditUrl } = core;
console.log(JSON.stringify({ url, tokens, auditUrl, dataDir: there, settings }));
