import { attempted, type FormErrors, noErrors, readForm } from '../../form.ts';
import { dateIn } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { heading } from '../../html/parts.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { adviceForm, question } from './adviceForm.ts';
import { adviceAnswer } from './answer.ts';

/** The adviser: which procedures a purchase may follow, and by which rules. */
async function showAdvice(visit: SignedInVisit): Promise<Page> {
  const { query } = visit;
  const asked = query.has('verdi') ? await answered(visit) : { errors: noErrors, answer: undefined };
  const filled = { form: 'rad', entered: query.has('verdi') ? query : new Map(), errors: asked.errors };
  return {
    title: 'Rådgiver for anskaffelser',
    section: 'procurement',
    body: html`${heading('Rådgiver for anskaffelser', { actions: html`<a class="button" href="/anskaffelser/simulator">Simulator</a> <a class="button" href="/regler">Regler</a>` })}
<p class="lead">Hvilke prosedyrer verdien gir adgang til, hvilke regler det følger av, og hvor sikre de er. Rådene avgjør ingenting.</p>
${adviceForm(filled, dateIn(visit.now))}
${asked.answer}`,
  };
}

async function answered({
  api,
  query,
}: SignedInVisit): Promise<{ readonly errors: FormErrors; readonly answer: Html | undefined }> {
  const entered = readForm(question, query);
  if (!entered.ok) return { errors: entered.errors, answer: undefined };
  const { art, cpv, dato, enhet, varighet, verdi } = entered.value;
  const advice = await attempted(() =>
    api.procurement.adviseProcedures({
      query: {
        estimatedValueOre: verdi,
        kind: art,
        on: dato,
        ...(enhet && { unit: enhet }),
        ...(cpv && { cpvCode: cpv }),
        ...(varighet !== null && { months: varighet }),
      },
    }),
  );
  if (!advice.ok) return { errors: advice.errors, answer: undefined };
  const names = ['verdi', 'art', 'enhet', 'cpv'];
  const asked = Object.fromEntries(names.map((name) => [name, query.get(name) ?? '']));
  return { errors: noErrors, answer: adviceAnswer(advice.value.body, asked) };
}

/** The page of the adviser. */
export const adviceRoutes: readonly Route[] = [page('/anskaffelser/radgiver', showAdvice)];
