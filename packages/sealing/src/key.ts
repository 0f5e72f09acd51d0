import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { SealingError } from './sealingError.ts';

/** The first line of every age file (https://age-encryption.org/v1). */
const ageHeader = 'age-encryption.org/v1\n-> ';

/** Whether bytes begin as an age file does. What is in it, only its key can tell. */
export const looksLikeAge = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, ageHeader.length)) === ageHeader;

/** An age X25519 identity, `AGE-SECRET-KEY-1...`: the private half, which its holder keeps. */
export const makeIdentity = (): Promise<string> => generateX25519Identity();

/** The public half of an identity, `age1...`. Throws a SealingError `key_malformed`. */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity.trim());
  } catch {
    throw new SealingError('key_malformed', 'This is no age identity; it begins with AGE-SECRET-KEY-1.');
  }
}

/** An encrypter to one recipient. Throws a SealingError `key_malformed`. */
export function encrypterTo(recipient: string): Encrypter {
  const encrypter = new Encrypter();
  try {
    if (!isX25519(recipient)) throw new Error('another kind of recipient');
    encrypter.addRecipient(recipient);
  } catch {
    throw new SealingError('key_malformed', `${recipient.slice(0, 80)} is no age recipient (age1...).`);
  }
  return encrypter;
}

/** A decrypter with one identity. Throws a SealingError `key_malformed`. */
export function decrypterWith(identity: string): Decrypter {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity.trim());
  } catch {
    throw new SealingError('key_malformed', 'This is no age identity; it begins with AGE-SECRET-KEY-1.');
  }
  return decrypter;
}

/** X25519 alone, of age's kinds of recipients: what each officer's tool can make, and each reader can check. */
const isX25519 = (recipient: string): boolean => /^age1[02-9ac-hj-np-z]{58}$/.test(recipient);

/** Whether a text is a public key that can be encrypted to, its check digits included. */
export function isRecipient(text: string): boolean {
  try {
    encrypterTo(text);
    return true;
  } catch {
    return false;
  }
}
