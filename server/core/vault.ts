import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';

/** A data key as the database keeps it: wrapped, or null once destroyed. */
export interface WrappedKey {
  id: string;
  wrapped: Buffer | null;
}

/**
 * Encrypts personal data. Each family has a key of its own: destroying it erases the family
 * everywhere.
 */
export interface Vault {
  /** A new data key, wrapped for table `data_keys`. */
  newKey(): { id: string; wrapped: Buffer; wrappedBy: string };
  /**
   * Encrypts `text` for one place, such as `households.name_sealed:<row id>`: it opens nowhere
   * else.
   */
  seal(key: WrappedKey, place: string, text: string): string;
  /** Decrypts; fails when the key is destroyed or the ciphertext came from another place. */
  open(key: WrappedKey, place: string, sealed: string): string;
  /** The blind index of a value: equal values meet, nobody reads them back. */
  index(field: string, normalised: string): Buffer;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `kek` wraps data keys, `blind` keys the indexes; both 32 bytes, kept outside the database and its
 * backups.
 */
export function makeVault({ kek, blind }: { kek: Buffer; blind: Buffer }): Vault {
  const wrappedBy = createHmac('sha256', kek).update('key id').digest('hex').slice(0, 8);
  const unwrap = (key: WrappedKey): Buffer => {
    if (!key.wrapped) throw new Error('this data key was destroyed');
    return decrypt(kek, `data_keys:${key.id}`, key.wrapped);
  };
  return {
    newKey() {
      const id = randomUUID();
      return { id, wrapped: encrypt(kek, `data_keys:${id}`, randomBytes(32)), wrappedBy };
    },
    seal: (key, place, text) =>
      `v1.${encrypt(unwrap(key), place, Buffer.from(text, 'utf8')).toString('base64url')}`,
    open(key, place, sealed) {
      const [version, body = ''] = sealed.split('.');
      if (version !== 'v1') throw new Error('unknown form of ciphertext');
      return decrypt(unwrap(key), place, Buffer.from(body, 'base64url')).toString('utf8');
    },
    index: (field, normalised) =>
      createHmac('sha256', blind)
        .update(`${field}\n${normalised.normalize('NFC')}`)
        .digest(),
  };
}

/** nonce ‖ tag ‖ ciphertext, bound to its place. */
function encrypt(key: Buffer, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, place: string, sealed: Buffer): Buffer {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
}
