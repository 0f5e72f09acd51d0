import type { OperationAnswer } from '@tiltak/contracts';
import type { interestOperations } from '@tiltak/contracts/procurement';
import { blank, type Filled, form, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';

export type OwnFirm = OperationAnswer<(typeof interestOperations)['getOwnSupplier']>;

/** Where a firm without an endpoint that is switched on gets its offers, and the form that changes it. */
export function mailSection(
  visit: SignedInVisit,
  {
    filled,
    own,
  }: {
    /** Undefined where the firm is not registered. */
    readonly own: OwnFirm | undefined;
    readonly filled: Filled;
  },
): Html {
  const title = html`<h2>E-post</h2>`;
  if (own === undefined)
    return html`${title}<p>Firmaet er ikke registrert hos kommunen. <a href="/varsler">Registrer det under Varsler</a>.</p>`;
  const content = html`
<input type="hidden" name="supplierId" value="${own.supplierId}">
${textField({
  filled: filled.form === 'e-post' ? filled : blank('e-post'),
  name: 'contactEmail',
  label: 'E-postadresse',
  hint: 'Bruk en felles postkasse og ikke en persons: Adressen blir stående i kommunens logg, også når den er byttet. Uten adresse får dere ingenting på e-post.',
  value: own.contactEmail ?? '',
  optional: true,
})}
<button>Lagre adressen</button>`;
  return html`${title}
<p>Har dere ikke noe mottak som er slått på, eller svarer det ikke, sendes forespørslene hit, med en lenke til å svare på dem.</p>
${form(visit, { action: '/mottak/e-post', content })}`;
}
