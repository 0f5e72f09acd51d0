import type { building } from '@tiltak/contracts/maintenance';
import type { frame } from '@tiltak/contracts/projects';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { dateIn } from '../format/time.ts';
import {
  type Choice,
  checkboxField,
  errorSummary,
  type Filled,
  form,
  selectField,
  textArea,
  textField,
} from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import { type MeasureChoice, measureSearch } from '../portfolio/measureChoice.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import type { Job } from '../words/job.ts';
import { type AgreementChoice, agreementQuery, agreementSearch } from './agreementChoice.ts';

const allocationWords = {
  rank: 'etter rang',
  rotation: 'etter tur',
  mini_competition: 'minikonkurranse',
} as const;

type Frame = z.output<typeof frame>;

/** What the form offers to choose from. */
export type OrderChoices = {
  readonly job: Job;
  readonly building: z.output<typeof building>;
  readonly measures: MeasureChoice;
  readonly frames: readonly Frame[];
  /** Those that can be called off from today. */
  readonly agreements: AgreementChoice;
};

/** Ordering a job: what it is charged to, by which agreement, for how much at the most, and by when. */
export function newOrderPage(
  visit: SignedInVisit,
  { filled, ...choices }: OrderChoices & { readonly filled: Filled },
): Page {
  const { agreements, building: place, job } = choices;
  const today = dateIn(visit.now);
  const valid = agreements.items;
  const content = html`
<input type="hidden" name="jobId" value="${job.jobId}">
${selectField({
  filled,
  name: 'measureId',
  label: 'Tiltak som belastes',
  hint: 'Pengene reserveres i tiltakets ramme.',
  empty: 'Velg tiltak',
  choices: measureChoices(choices),
})}
${selectField({
  filled,
  name: 'frameworkAgreementId',
  label: 'Rammeavtale',
  hint: 'Avtalen bestemmer hvem som blir spurt: etter rang, etter tur eller alle i en minikonkurranse.',
  empty: 'Velg rammeavtale',
  choices: valid.map(({ allocation, frameworkAgreementId, suppliers, title }) => ({
    value: frameworkAgreementId,
    text: `${title} (${suppliers.length === 1 ? suppliers[0]!.name : `${suppliers.length} leverandører`}, ${allocationWords[allocation]})`,
  })),
  ...(valid.length === 1 && agreements.isWhole && { value: valid[0]!.frameworkAgreementId }),
})}
<div class="grid">
${textField({ filled, name: 'amount', label: 'Høyeste beløp', hint: 'Uten merverdiavgift', inputMode: 'decimal', suffix: 'kr' })}
${textField({ filled, name: 'dueOn', label: 'Frist', hint: 'Når arbeidet skal være ferdig', type: 'date', min: today })}
${textField({ filled, name: 'plannedPersonHours', label: 'Planlagte timer', hint: 'Timeverk, om det er anslått', inputMode: 'decimal', suffix: 'timer', optional: true })}
</div>
${textArea({ filled, name: 'description', label: 'Beskrivelse til entreprenøren', value: [job.title, job.description].filter(Boolean).join('\n'), rows: 4, optional: true })}
${checkboxField({ filled, name: 'urgent', label: 'Haster: entreprenøren får kortere svarfrist' })}
${terms(filled)}
<p class="buttons"><button class="primary">Send bestillingen</button> <a href="/arbeid/${encodeURIComponent(job.jobId)}">Avbryt</a></p>`;
  return {
    title: 'Ny bestilling',
    section: 'orders',
    body: html`${heading('Ny bestilling', { above: html`<a href="/arbeid/${encodeURIComponent(job.jobId)}">${job.title}</a>, ${place.name}` })}
${errorSummary(filled)}
${searches(choices)}
${form(visit, { action: '/bestillinger/ny', content, className: 'sheet' })}`,
  };
}

/** What doesn't fit into the lists is looked for before the form is filled in; one search keeps the other. */
function searches({ agreements, job: { jobId }, measures }: OrderChoices): Html {
  const action = '/bestillinger/ny';
  return html`${measureSearch(action, measures, { jobId, [agreementQuery]: agreements.sought })}
${agreementSearch(action, agreements, { jobId, sok: measures.sought })}`;
}

/** What most orders do without, folded away. */
function terms(filled: Filled): Html {
  return html`<details${attributes({ open: filled.entered.size > 0 })}><summary>Flere vilkår</summary>
${checkboxField({ filled, name: 'constructionWork', label: 'Bygge- eller anleggsarbeid: SHA-plan og HMS-kort må bekreftes før arbeidet starter' })}
${textArea({ filled, name: 'documentationRequired', label: 'Dokumentasjon (FDV) som skal leveres', hint: 'Én på hver linje, for eksempel brukerveiledning eller samsvarserklæring.', optional: true })}
${checkboxField({ filled, name: 'documentationBlocksSettlement', label: 'Bestillingen kan ikke gjøres opp før all dokumentasjonen er godkjent' })}
${textField({ filled, name: 'respondWithinSeconds', label: 'Kortere svarfrist', hint: 'Så lenge hver entreprenør har på å svare. Tomt felt gir den vanlige svarfristen, og den kan ikke gjøres lengre.', inputMode: 'decimal', suffix: 'timer', optional: true })}
</details>`;
}

/**
 * Those first that have a decided frame, with what is left in it. The others can't lend money: they are shown, so that
 * nobody looks for them in vain, but can't be chosen. Of a frame beyond those that are listed nothing is known: then
 * the service decides.
 */
function measureChoices({ frames, measures }: OrderChoices): readonly Choice[] {
  const known = new Map(frames.map((one) => [one.frameId, one]));
  const choices = measures.items.map(({ frameId, measureId, name }) => {
    if (frameId === null) return { value: measureId, text: `${name} (ingen ramme)`, disabled: true };
    const charged = known.get(frameId);
    if (charged === undefined) return { value: measureId, text: name, disabled: false };
    return charged.standing === 'decided'
      ? {
          value: measureId,
          text: `${name} (${kroner(charged.availableOre)} igjen i rammen)`,
          disabled: false,
        }
      : { value: measureId, text: `${name} (rammen er ikke vedtatt)`, disabled: true };
  });
  return choices.toSorted((one, other) => Number(one.disabled) - Number(other.disabled));
}
