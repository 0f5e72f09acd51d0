import { randomBytes } from 'node:crypto';

/** Within the 24 to 64 bytes that Standard Webhooks asks for. */
const secretBytes = 32;

/** A new secret as Standard Webhooks writes it: `whsec_` and base64. */
export const newSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`;
