import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** Encrypts and decrypts secrets for keeping; see {@link createVault}. */
export type Vault = {
  /** Binds the secret to the record that it belongs to: moved to another record, it can't be opened. */
  readonly seal: (secret: string, recordId: string) => string;
  /** Throws when the key is not known any more, or the record is another one, or a bit has changed. */
  readonly open: (sealed: string, recordId: string) => string;
};

/**
 * AES-256-GCM with the record's id as associated data. What it makes is `keyId.iv.ciphertext+tag`; the key's id is
 * told by its hash, so that keys can be changed: new secrets are sealed with `key`, older ones opened with the key
 * that sealed them.
 */
export function createVault(key: Buffer, oldKeys: readonly Buffer[] = []): Vault {
  const keyIdOf = (one: Buffer) => hash('sha256', one).slice(0, 8);
  const keys = new Map([...oldKeys, key].map((one) => [keyIdOf(one), one]));
  const keyId = keyIdOf(key);
  return {
    seal(secret, recordId) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(recordId));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${keyId}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(sealed, recordId) {
      const [usedId = '', iv = '', rest = ''] = sealed.split('.');
      const used = keys.get(usedId);
      if (!used)
        throw new Error(`the secret of ${recordId} needs the key ${usedId}, which is not configured`);
      const bytes = Buffer.from(rest, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', used, Buffer.from(iv, 'base64url'), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(recordId)).setAuthTag(bytes.subarray(-tagBytes));
      return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
