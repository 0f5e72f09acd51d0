import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import {
  hasRole,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { perhaps } from '../stepRoutes.ts';
import { partnershipWords } from './problems.ts';
import { termsIn } from './termsForm.ts';
import { moreField, termsPage } from './termsPage.ts';
import { compacted, enteredOf, fitsForm } from './termsRows.ts';
import { kindOf, type Partnership } from './words.ts';

const formName = 'vilkar';
const pathOf = ({ params }: SignedInVisit) => `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;

/** A partnership with its version; undefined before its terms are stated. */
export const readPartnership = ({ api: { procurement }, params }: SignedInVisit) =>
  perhaps(procurement.getPartnership({ params: { procurementId: params.procurementId! } }));

/** Why the terms can't be written here; undefined where they can. */
function hintFor(visit: SignedInVisit, { procedure, status }: Case, stated: Partnership | undefined) {
  if (kindOf(procedure) === undefined)
    return 'Bare innovasjonspartnerskap og førkommersielle anskaffelser har vilkår for utvikling i faser.';
  if (!['draft', 'planned', 'market_dialogue'].includes(status))
    return stated === undefined
      ? 'Vilkårene ble ikke fastsatt før kunngjøringen.'
      : 'Konkurransen er kunngjort, og vilkårene ligger fast.';
  if (!hasRole(visit, 'procurement.officer')) return 'Vilkårene fastsettes av den som leder anskaffelsen.';
  if (stated !== undefined && !fitsForm(stated.terms))
    return 'Vilkårene har flere deler enn skjemaet har plass til. De må endres gjennom grensesnittet for systemer.';
  return undefined;
}

async function read(visit: SignedInVisit) {
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase }, found] = await Promise.all([
    visit.api.procurement.getProcurement({ params }),
    readPartnership(visit),
  ]);
  return { theCase, found, kind: kindOf(theCase.procedure) ?? 'innovation_partnership' } as const;
}

async function show(visit: SignedInVisit, refused?: Filled): Promise<Page> {
  const { found, kind, theCase } = await read(visit);
  const stated: Filled = found
    ? { form: formName, entered: enteredOf(found.body.terms), errors: noErrors }
    : blank(formName);
  return termsPage(visit, {
    ...{ theCase, kind, path: pathOf(visit), partnership: found?.body, version: found?.etag },
    filled: refused ?? stated,
    hint: hintFor(visit, theCase, found?.body),
  });
}

async function receive(visit: SignedInVisit): Promise<Reply> {
  const entered = compacted(visit.form);
  const shownAgain = (errors: FormErrors) => show(visit, { form: formName, entered, errors });
  // More rows are no refusal of the form, and nothing is saved.
  if ((entered.get(moreField) ?? '') !== '') return { ...(await shownAgain(noErrors)), status: 200 };
  const { kind } = await read(visit);
  const terms = termsIn(entered, kind);
  if (!terms.ok) return shownAgain(terms.errors);
  const params = { procurementId: visit.params.procurementId! };
  const done = await attempted(
    () => visit.api.procurement.statePartnershipTerms({ params, body: terms.value }, callOptions(visit.form)),
    partnershipWords,
  );
  if (!done.ok) return shownAgain(done.errors);
  return { redirect: `${pathOf(visit)}/vilkar?utfort=vilkar` };
}

const path = '/anskaffelser/:procurementId/vilkar';

/** The form of a partnership's terms. */
export const termsRoutes: readonly Route[] = [page(path, (visit) => show(visit)), receiver(path, receive)];
