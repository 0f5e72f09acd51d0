import { day, moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, facts, notice, statusTag, table } from '../html/parts.ts';
import { claimWords, defectWords, deviationText, pauseWords } from '../words/followUp.ts';
import type { Order } from './actionForm.ts';

type SiteWork = Order['siteWork'];

/** What an officer must know first: that the work stands still, waits, or has an invoice that deviates. */
export function followUpNotices({
  invoices,
  missingDocumentation,
  siteWork,
  status,
}: Order): readonly Html[] {
  const { inspectionEscalations, pause } = siteWork;
  const deviating = invoices.filter((invoice) => invoice.status === 'deviating');
  return [
    ...(pause
      ? [
          notice(
            'warn',
            html`<p><strong>Arbeidet er stanset</strong> siden ${moment(pause.since)}: ${pauseWords[pause.reason]}.</p>${pause.text && html`<p class="lines">${pause.text}</p>`}`,
          ),
        ]
      : []),
    ...(status === 'delivered' && inspectionEscalations > 0
      ? [
          notice(
            'warn',
            html`<p><strong>Arbeidet venter på kontroll.</strong> Det er varslet ${inspectionEscalations === 1 ? 'én gang' : `${inspectionEscalations} ganger`}.</p>`,
          ),
        ]
      : []),
    ...deviating.map(({ deviations, invoiceNumber }) =>
      notice(
        'warn',
        html`<p><strong>Faktura ${invoiceNumber} avviker fra avtalen.</strong></p><ul>${deviations.map((one) => html`<li>${deviationText(one)}</li>`)}</ul>`,
      ),
    ),
    ...(missingDocumentation.length > 0 && ['accepted', 'settled'].includes(status)
      ? [notice('info', html`<p>Dokumentasjon (FDV) som mangler: ${missingDocumentation.join(', ')}.</p>`)]
      : []),
  ];
}

/** The plan of the work, and who confirmed that it is safe. */
export function sitePlan({ constructionWork, siteWork }: Order): Html | undefined {
  const { safety, schedule } = siteWork;
  if (!schedule && !safety && !constructionWork) return undefined;
  return facts([
    ['Planlagt', schedule ? `${day(schedule.startsOn)} til ${day(schedule.endsOn)}` : 'ikke planlagt'],
    ...(constructionWork || safety
      ? [
          [
            'SHA-plan og HMS-kort',
            safety ? `bekreftet ${moment(safety.confirmedAt)} av ${safety.confirmedBy}` : 'ikke bekreftet',
          ] as const,
        ]
      : []),
  ]);
}

/** Defects and claims, where there are any. */
export function faultSections({ claims, claimsUntil, defects }: SiteWork): readonly Html[] {
  return [
    ...(defects.length > 0 ? [html`<section><h2>Mangler</h2>${defectTable(defects)}</section>`] : []),
    ...(claims.length > 0
      ? [
          html`<section><h2>Reklamasjoner</h2>${claimTable(claims)}${claimsUntil && html`<p class="hint">Reklamasjonsfristen er ${day(claimsUntil)}.</p>`}</section>`,
        ]
      : []),
  ];
}

export function defectTable(defects: SiteWork['defects']): Html {
  const columns: readonly Column<SiteWork['defects'][number]>[] = [
    {
      head: 'Mangel',
      cell: ({ description, remark }) =>
        html`<span class="lines">${description}</span>${remark && html`<span class="under lines">${remark}</span>`}`,
    },
    { head: 'Status', cell: ({ status }) => statusTag(defectWords[status]) },
    { head: 'Frist', cell: ({ dueOn }) => day(dueOn) },
  ];
  return table(defects, { caption: 'Mangler', columns, empty: 'Ingen mangler.' });
}

export function claimTable(claims: SiteWork['claims']): Html {
  const columns: readonly Column<SiteWork['claims'][number]>[] = [
    {
      head: 'Reklamasjon',
      cell: ({ description, remark }) =>
        html`<span class="lines">${description}</span>${remark && html`<span class="under lines">${remark}</span>`}`,
    },
    { head: 'Status', cell: ({ status }) => statusTag(claimWords[status]) },
    { head: 'Sendt', cell: ({ raisedOn }) => day(raisedOn) },
    { head: 'Frist', cell: ({ dueOn }) => day(dueOn) },
  ];
  return table(claims, { caption: 'Reklamasjoner', columns, empty: 'Ingen reklamasjoner.' });
}
