import { protocolSection } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import { attempted, type FormErrors, readForm, requiredText } from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { protocolPage } from './protocolPage.ts';

const path = '/anskaffelser/:procurementId/protokoll';
const pathOf = ({ params }: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}/protokoll`;
const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });

async function show(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const params = paramsOf(visit);
  const [{ body: theCase }, { body: protocol }] = await Promise.all([
    visit.api.procurement.getProcurement({ params }),
    visit.api.procurement.getProtocol({ params }),
  ]);
  const navigation = caseNavigation(theCase, 'protokoll');
  return protocolPage({ visit, path: pathOf(visit), version: undefined, filled, navigation }, protocol);
}

/** The protocol by itself, as it is kept or put on paper. */
async function showFile(visit: SignedInVisit, format: 'html' | 'pdf'): Promise<Reply> {
  const query = { format };
  const { body: file } = await visit.api.procurement.getProtocolFile({ params: paramsOf(visit), query });
  return { file };
}

const reason = z.object({
  section: z.enum(protocolSection.options, 'Velg punkt.'),
  text: requiredText('Skriv begrunnelsen.'),
});

async function addReason(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => show(visit, { form: 'begrunn', entered: visit.form, errors });
  const entered = readForm(reason, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const added = await attempted(() =>
    visit.api.procurement.addProtocolReason(
      { params: paramsOf(visit), body: entered.value },
      callOptions(visit.form),
    ),
  );
  return added.ok ? { redirect: `${pathOf(visit)}?utfort=begrunn` } : refused(added.errors);
}

/** The pages on the protocol of a case. */
export const protocolRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  page(`${path}/html`, (visit) => showFile(visit, 'html')),
  page(`${path}/pdf`, (visit) => showFile(visit, 'pdf')),
  receiver(`${path}/begrunn`, addReason),
];
