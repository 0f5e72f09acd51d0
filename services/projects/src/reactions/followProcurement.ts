import type { Work } from '@tiltak/store';
import { type FollowCommand, followed } from '../procurement/procurement.ts';

/** Takes what was told of a procurement to its copy. */
export const followProcurement =
  (procurementId: string, command: FollowCommand): Work<void> =>
  async (reads) => {
    const copy = await reads.stream(followed, procurementId);
    return (stage) => void stage.handle(copy, command);
  };
