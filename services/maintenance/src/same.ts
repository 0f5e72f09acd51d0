import { isDeepStrictEqual } from 'node:util';

/** Whether two facts would be stored as the same: a field that is undefined is as one left out. */
export const isSame = (one: object, other: object): boolean => isDeepStrictEqual(plain(one), plain(other));

const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));
