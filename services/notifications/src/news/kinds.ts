import type { newsKind } from '@tiltak/contracts/notifications';
import type * as z from 'zod';

export type NewsKind = z.output<typeof newsKind>;
