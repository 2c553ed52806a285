import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that signs seals, and the name under which its public half is kept. */
export interface SealKey {
  id: string;
  privateKey: KeyObject;
}

const PRIVATE = 'seal.pem';
const PUBLIC = /^seal-([0-9a-f]{16})\.pub\.pem$/;

/**
 * The sealing key of this installation, made when there is none: private for its owner only (0600),
 * public beside it. Replace it by moving `seal.pem` away; the public halves of older keys stay, so
 * that older seals can be checked.
 */
export function loadSealKey(dataDir: string): SealKey {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, PRIVATE);
  if (!existsSync(file)) makeKey(file);
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  const id = keyId(publicKey);
  const publicFile = join(folder, `seal-${id}.pub.pem`);
  if (!existsSync(publicFile)) {
    writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  }
  return { id, privateKey };
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  // wx: of two processes that start at once, one writes and the other reads what it wrote
  try {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
}

function keyId(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 16);
}

/**
 * Every public key that ever sealed here, by its name; a file whose name is not its key's does not
 * count.
 */
export function loadPublicKeys(dataDir: string): Map<string, KeyObject> {
  const folder = join(dataDir, 'keys');
  const found = new Map<string, KeyObject>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder)) {
    const id = PUBLIC.exec(name)?.[1];
    if (id === undefined) continue;
    const key = createPublicKey(readFileSync(join(folder, name)));
    if (keyId(key) === id) found.set(id, key);
  }
  return found;
}
