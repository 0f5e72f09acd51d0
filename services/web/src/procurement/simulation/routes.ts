import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { type Html, html } from '../../html/html.ts';
import { heading } from '../../html/parts.ts';
import { type Entered, type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { simulationAnswer } from './answer.ts';
import { competitionOf, questionIn, usualCompetition } from './question.ts';
import { simulatorForm } from './simulatorForm.ts';

/** The simulator: an evaluation is tried before anyone bids; `sak` fills the form in from a case. */
async function showSimulator(visit: SignedInVisit): Promise<Page> {
  const { query } = visit;
  const isAsked = query.has('vis');
  const entered = isAsked ? query : await firstFilled(visit);
  const { answer, errors } = isAsked ? await answered(visit) : { answer: undefined, errors: noErrors };
  return {
    title: 'Simulator for evaluering',
    section: 'procurement',
    body: html`${heading('Simulator for evaluering', { above: html`<a href="/anskaffelser">Anskaffelser</a>` })}
<p class="lead">Prøv kriterier, vekter og modell før konkurransen kunngjøres. Ingenting lagres.</p>
${simulatorForm({ form: 'simulator', entered, errors })}
${answer}`,
  };
}

async function firstFilled({ api, query }: SignedInVisit): Promise<Entered> {
  const procurementId = query.get('sak');
  if (!procurementId) return usualCompetition;
  return competitionOf((await api.procurement.getProcurement({ params: { procurementId } })).body);
}

async function answered({
  api,
  query,
}: SignedInVisit): Promise<{ readonly errors: FormErrors; readonly answer: Html | undefined }> {
  const asked = questionIn(query);
  if (!asked.ok) return { errors: asked.errors, answer: undefined };
  const found = await attempted(() => api.procurement.simulateEvaluation({ body: asked.value }));
  if (!found.ok) return { errors: found.errors, answer: undefined };
  const nameOf = (criterionId: string) =>
    criterionId === 'K0'
      ? 'Pris'
      : query.get(`navn${criterionId.slice(1)}`) || `Kriterium ${criterionId.slice(1)}`;
  return { errors: noErrors, answer: simulationAnswer(found.value.body, nameOf) };
}

/** The page of the simulator. */
export const simulationRoutes: readonly Route[] = [page('/anskaffelser/simulator', showSimulator)];
