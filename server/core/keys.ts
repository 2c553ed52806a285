import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from './context.ts';
import { makeVault, type Vault } from './vault.ts';

/**
 * The keys that live beside the data and never in it: made at the first start, readable by their
 * owner only. They are outside database backups: without `kek.key` no personal field can be read
 * again.
 */
export function loadKeys(dataDir: string): { vault: Vault; secrets: Secrets } {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = (name: string) => keyFile(join(folder, `${name}.key`));
  return {
    vault: makeVault({ kek: key('kek'), blind: key('blind-index') }),
    secrets: {
      tokenKeys: [{ id: '1', key: key('token') }],
      pepper: key('pepper'),
      fingerprint: key('fingerprint'),
    },
  };
}

function keyFile(file: string): Buffer {
  if (!existsSync(file)) {
    // wx: of two processes that start at once, one writes and the other reads what it wrote
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32)
    throw new Error(`The key file ${file} is damaged: it must hold 64 hex digits.`);
  return key;
}
