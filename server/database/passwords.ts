import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * The passwords of database roles from `keys/database.json` of the data folder; random ones are
 * made and kept (0600) for the roles that have none yet.
 */
export function loadPasswords(dataDir: string, roles: string[]): Record<string, string> {
  const file = passwordFile(dataDir);
  const kept = readPasswords(dataDir);
  const missing = roles.filter((role) => kept[role] === undefined);
  if (missing.length === 0) return kept;
  for (const role of missing) kept[role] = randomBytes(24).toString('base64url');
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(half, file);
  return kept;
}

/** The kept passwords by role; empty when there are none. */
export function readPasswords(dataDir: string): Record<string, string> {
  const file = passwordFile(dataDir);
  if (!fs.existsSync(file)) return {};
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>;
}

const passwordFile = (dataDir: string) => path.join(dataDir, 'keys', 'database.json');

/**
 * What PostgreSQL stores for a password (SCRAM-SHA-256, RFC 5803). Sent instead of the password, so
 * that the password itself stands in no statement, no server log and no SQL printed for an
 * administrator.
 */
export function scramVerifier(password: string): string {
  const rounds = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const keyed = (word: string) => createHmac('sha256', salted).update(word).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`;
}
