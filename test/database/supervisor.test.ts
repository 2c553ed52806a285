import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { canReach, databaseAccount } from '../../server/database/account.ts';
import { findBinaries } from '../../server/database/binaries.ts';
import { ephemeralRoot, startEmbedded } from '../../server/database/embedded.ts';
import { reapKilledRuns } from '../support/cluster.ts';
import {
  keepDatabase,
  postmasterPid,
  readNotes,
  temporaryDataDir,
  writeNote,
} from '../support/embedded.ts';

/** Machines that lack something: an account, a way to the programs, links that npm dropped. */
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('not root here: the accounts of PostgreSQL are not tried');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});
const temporary = (place: string, name: string) => {
  const folder = fs.mkdtempSync(path.join(place, name));
  folders.push(folder);
  return folder;
};

/** A machine on which `id` knows none of these accounts. */
function without(...accounts: string[]): void {
  const folder = temporary(tmpdir(), 'hardship-id-');
  const script = `#!/bin/sh
case "$2" in ${accounts.join('|')}) exit 1;; esac
PATH='${process.env['PATH']}' exec id "$@"
`;
  fs.writeFileSync(path.join(folder, 'id'), script, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${process.env['PATH']}`;
}
const searched = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = searched;
});

describe.skipIf(!isRoot)('as root', () => {
  it('steps down to nobody where there is no account postgres', async () => {
    without('postgres');
    const { uid } = databaseAccount();
    expect(uid).toBe(Number(execFileSync('id', ['-u', 'nobody'])));
    const dataDir = temporaryDataDir();
    const cluster = await startEmbedded({ dataDir, port: 0, ephemeral: true });
    expect(fs.statSync(path.join(dataDir, 'pgdata')).uid).toBe(uid);
    expect(fs.statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(uid);
    await cluster.stop();
  });

  it('says what to do where there is no account to step down to', () => {
    without('postgres', 'nobody', 'absent');
    expect(() => databaseAccount('absent')).toThrow(/EMBEDDED_PG_USER, or start as an ordinary/);
  });

  it('keeps a copy of the programs where their account can reach it, and makes it once', () => {
    const { account, places, lines } = closedClone();
    const shipped = path.join(places.shipped, 'native/bin/postgres');
    expect(canReach(shipped, account)).toBe(false);
    for (let start = 0; start < 2; start++) {
      const binary = findBinaries(account, (line) => lines.push(line), places);
      expect(binary('postgres')).toBe(
        path.join(places.systemFolder, 'postgres-1.2.3', 'native/bin/postgres'),
      );
      expect(canReach(binary('postgres'), account)).toBe(true);
    }
    expect(lines).toEqual([expect.stringContaining('were copied to')]);
  });
});

/** The npm package as it is unpacked: no links, and below a folder that only root enters. */
function closedClone() {
  const parent = temporary(tmpdir(), 'hardship-clone-');
  const shipped = path.join(parent, 'package');
  const shelf = temporary(tmpdir(), 'hardship-shelf-');
  fs.chmodSync(shelf, 0o755);
  fs.mkdirSync(path.join(shipped, 'native/bin'), { recursive: true });
  fs.mkdirSync(path.join(shipped, 'native/lib'));
  fs.writeFileSync(path.join(shipped, 'package.json'), '{"version":"1.2.3"}');
  fs.writeFileSync(path.join(shipped, 'native/lib/libpq.so.5.18'), 'x');
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    fs.writeFileSync(path.join(shipped, 'native/bin', name), '#!/bin/sh\n', { mode: 0o644 });
  }
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  fs.writeFileSync(path.join(shipped, 'native/pg-symlinks.json'), JSON.stringify(links));
  fs.chmodSync(parent, 0o700);
  const lines: string[] = [];
  return { account: databaseAccount(), places: { shipped, systemFolder: shelf }, lines };
}

it('restores the links and the permissions that npm dropped', () => {
  const { places } = closedClone();
  const libraries = path.join(places.shipped, 'native/lib');
  for (let start = 0; start < 2; start++) findBinaries({}, () => {}, places);
  expect(fs.readlinkSync(path.join(libraries, 'libpq.so.5'))).toBe('libpq.so.5.18');
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const { mode } = fs.statSync(path.join(places.shipped, 'native/bin', name));
    expect(mode & 0o111).toBe(0o111);
  }
});

it('the next run of the tests reaps what a killed one left in memory', async () => {
  const root = temporary(ephemeralRoot(), 'hardship-reap-');
  fs.chmodSync(root, 0o711);
  const gone = 2 ** 22 + 1; // no process has this number
  const parent = path.join(root, `hardship-test-${gone}-x`);
  fs.mkdirSync(parent, { mode: 0o711 });
  const dataDir = path.join(parent, 'data');
  const keeper = await keepDatabase(dataDir);
  await writeNote(keeper.url, 'left in memory');
  await keeper.kill();
  expect(await readNotes(keeper.url)).toEqual(['left in memory']);
  await reapKilledRuns(root);
  await expect(readNotes(keeper.url)).rejects.toThrow('ECONNREFUSED');
  expect(fs.readdirSync(root)).toEqual([]);
});
