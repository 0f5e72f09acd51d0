import type { reporter } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { moment } from '../format/time.ts';
import { form } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';

export type Reporter = z.output<typeof reporter>;

/** Who among the public reported a job and its duplicates, and how they are reached. */
export function reportersSection(
  visit: SignedInVisit,
  { jobId, reporters }: { readonly jobId: string; readonly reporters: readonly Reporter[] },
): Html | undefined {
  if (reporters.length === 0) return undefined;
  const lines = reporters.map((one) => {
    const address = `/arbeid/${encodeURIComponent(one.jobId)}`;
    const known = [one.name, one.email, one.phone].filter((value) => value !== null);
    return html`<li>${known.length > 0 ? known.join(', ') : one.erasedAt ? 'Kontaktopplysningene er slettet' : 'Uten kontaktopplysninger'}
<span class="under">Meldt ${moment(one.reportedAt)}${one.jobId !== jobId && html` i <a href="${address}">${one.title}</a>, som er slått sammen med dette`}</span>
${known.length > 0 && form(visit, { action: `${address}/slett-melder`, content: html`<button class="plain">Slett kontaktopplysningene</button>` })}</li>`;
  });
  return html`<section><h2>Meldt av publikum</h2><ul class="reporters">${lines}</ul></section>`;
}
