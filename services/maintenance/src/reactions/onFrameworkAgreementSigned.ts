import type { EventOf } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { Work } from '@tiltak/store';
import type { Agreement } from '../order/agreement.ts';
import { agreementCopies } from '../order/carryOut.ts';

type Event = Extract<
  EventOf<typeof procurementEvents>,
  { type: 'no.tiltak.procurement.frameworkagreement.signed.v1' }
>;

/** Keeps a copy of the agreement, by which contractors are chosen. */
export const onFrameworkAgreementSigned =
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const copy = await reads.doc<Agreement>(agreementCopies, data.frameworkAgreementId);
    return (stage) => {
      const { sequence: _, previousId: __, ...agreement } = data;
      stage.put(copy, agreement);
    };
  };
