import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { attachRunning, startEmbedded } from '../../server/database/embedded.ts';
import { readNotes, temporaryDataDir, writeNote } from '../support/embedded.ts';

describe('the life of an embedded database', () => {
  const dataDir = temporaryDataDir('爱心 基金 data');
  const start = () => startEmbedded({ dataDir, port: 0 });

  it('is made with checksums, scram and loopback only, below a path with spaces and 汉字', async () => {
    const cluster = await start();
    const settings = await administer(cluster.url('postgres'), async (client) => {
      const rows = await client`select name, setting from pg_settings`;
      return Object.fromEntries(rows.map((row) => [row.name as string, row.setting as string]));
    });
    expect(settings).toMatchObject({
      data_checksums: 'on',
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
      log_statement: 'none',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
    });
    const rules = fs.readFileSync(path.join(dataDir, 'pgdata/pg_hba.conf'), 'utf8').split('\n');
    const methods = rules
      .filter((rule) => /^\w/.test(rule))
      .map((rule) => rule.split(/\s+/).at(-1));
    expect(new Set(methods)).toEqual(new Set(['scram-sha-256']));
    expect(fs.statSync(path.join(dataDir, 'keys/superuser')).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    await writeNote(cluster.url('postgres'), '第一笔');
    await cluster.stop();
    await cluster.stop();
  });

  it('keeps its data over a stop and a start', async () => {
    const cluster = await start();
    expect(await readNotes(cluster.url('postgres'))).toEqual(['第一笔']);
    expect(await attachRunning(dataDir)).toBe(cluster.port);
    await cluster.stop();
    expect(await attachRunning(dataDir)).toBeUndefined();
  });

  it('takes another port when its own is busy', async () => {
    const stranger = net.createServer();
    const busy = await new Promise<number>((resolve) => {
      stranger.listen(0, '127.0.0.1', () => resolve((stranger.address() as net.AddressInfo).port));
    });
    const cluster = await startEmbedded({ dataDir, port: busy });
    expect(cluster.port).not.toBe(busy);
    expect(await readNotes(cluster.url('postgres'))).toEqual(['第一笔']);
    await cluster.stop();
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('refuses a second instance on one folder, also through a symbolic link', async () => {
    const cluster = await start();
    const link = `${dataDir} link`;
    fs.symlinkSync(dataDir, link);
    const refusal = `is in use by another running instance (process ${process.pid})`;
    await expect(start()).rejects.toThrow(refusal);
    await expect(startEmbedded({ dataDir: link })).rejects.toThrow(refusal);
    expect(await readNotes(cluster.url('postgres'))).toEqual(['第一笔']);
    await cluster.stop();
  });

  it('writes no personal data into the log of PostgreSQL', async () => {
    const cluster = await start();
    await administer(cluster.url('postgres'), async (client) => {
      const id = '110101199003077777';
      await client`create table person (id_number text primary key)`;
      await client`insert into person values (${id})`;
      await expect(client`insert into person values (${id})`).rejects.toThrow('duplicate key');
      await expect(client`select ${`${id}张三`}::text::uuid`).rejects.toThrow('invalid input');
      await expect(client.unsafe(`select '${id}张三'::uuid`)).rejects.toThrow('invalid input');
      await expect(client.unsafe(`select ${id}张三 from person`)).rejects.toThrow('trailing junk');
    });
    await cluster.stop();
    const log = fs.readFileSync(path.join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/110101199003077777|张三/);
  });

  it('makes the cluster again when its making was killed half-way', async () => {
    const half = temporaryDataDir();
    fs.mkdirSync(path.join(half, 'pgdata.new/base'), { recursive: true });
    fs.writeFileSync(path.join(half, 'pgdata.new/PG_VERSION'), '18\n');
    const cluster = await startEmbedded({ dataDir: half, port: 0, ephemeral: true });
    expect(fs.existsSync(path.join(half, 'pgdata.new'))).toBe(false);
    await cluster.stop();
  });

  it('refuses data of another major version and data without its keys', async () => {
    const version = path.join(dataDir, 'pgdata/PG_VERSION');
    fs.writeFileSync(version, '17\n');
    await expect(start()).rejects.toThrow(/is of PostgreSQL 17, the shipped programs are 18/);
    fs.writeFileSync(version, '18\n');
    fs.renameSync(path.join(dataDir, 'keys'), path.join(dataDir, 'away'));
    await expect(start()).rejects.toThrow(/bring the folder "keys" of this data back/);
    fs.renameSync(path.join(dataDir, 'away'), path.join(dataDir, 'keys'));
  });
});
