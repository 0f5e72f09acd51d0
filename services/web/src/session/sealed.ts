import { EncryptJWT, jwtDecrypt } from 'jose';
import type * as z from 'zod';

const algorithms = {
  keyManagementAlgorithms: ['dir'],
  contentEncryptionAlgorithms: ['A256GCM'],
};

/** What a sealed value is for; one kind can't be passed off as another. */
export type Purpose = 'session' | 'sign-in';

/**
 * Encrypts a value (JWE, AES-256-GCM) so that only a holder of the key can read or make one, and it ends by itself.
 */
export async function seal(
  value: object,
  options: { readonly key: Uint8Array; readonly purpose: Purpose; readonly endsAt: Date },
): Promise<string> {
  return await new EncryptJWT({ value })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(options.purpose)
    .setExpirationTime(options.endsAt)
    .encrypt(options.key);
}

/** The value; undefined if it was changed, is for something else, has ended, or has a shape of the past. */
export async function unseal<Schema extends z.ZodType>(
  sealed: string,
  options: {
    readonly key: Uint8Array;
    readonly purpose: Purpose;
    readonly schema: Schema;
    readonly now?: Date;
  },
): Promise<z.output<Schema> | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, options.key, {
      ...algorithms,
      audience: options.purpose,
      requiredClaims: ['exp'],
      ...(options.now && { currentDate: options.now }),
    });
    return options.schema.safeParse(payload.value).data;
  } catch {
    return undefined;
  }
}
