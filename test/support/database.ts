import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { withDatabase } from '../../server/database/administer.ts';
import { connect } from '../../server/database/connect.ts';
import { afterFile } from './clean-up.ts';

/**
 * A private database for one test file: a clone of the migrated and seeded template, dropped after
 * the file. `database` and `client` are connected as the application
 * role, as in the product.
 */
export async function freshDatabase({
  max = 8,
  through,
}: {
  max?: number;
  through?: ((urls: { appUrl: string; adminUrl: string }) => Promise<string>) | undefined;
} = {}) {
  const cluster = inject('cluster');
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const server = postgres(cluster.adminUrl, { max: 1, onnotice: () => {} });
  await server.unsafe(`create database ${name} template ${cluster.template} strategy file_copy`);
  // grants on a database are not cloned with it; those inside it are, and roles belong to the
  // server
  await server.unsafe(`revoke all on database ${name} from public`);
  const logins = `${cluster.roles.app}, ${cluster.roles.audit}, ${cluster.roles.owner}`;
  await server.unsafe(`grant connect on database ${name} to ${logins}`);
  const urls = {
    appUrl: withDatabase(cluster.appUrl, name),
    auditUrl: withDatabase(cluster.auditUrl, name),
    adminUrl: withDatabase(cluster.adminUrl, name),
  };
  if (through) urls.appUrl = await through(urls);
  const app = connect(urls.appUrl, {
    max,
    applicationName: 'test',
  });
  afterFile(async () => {
    await app.client.end({ timeout: 5 });
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end({ timeout: 5 });
  });
  return { ...urls, ...app, name, roles: cluster.roles };
}
