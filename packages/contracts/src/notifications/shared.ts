import * as z from 'zod';
import { id } from '../values.ts';

export const endpointParams = z.object({ endpointId: id });
/** A contractor's own; the municipality's people may look, and switch an endpoint off and on. */
export const watchers = ['contractor', 'property.officer', 'property.approver', 'auditor', 'admin'] as const;
export const keepers = ['contractor', 'admin'] as const;
