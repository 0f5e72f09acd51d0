import { kroner } from '../../format/money.ts';
import { dateIn, day, moment } from '../../format/time.ts';
import { blank, errorSummary, type Filled, form, textArea, textField } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading, notice, statusTag } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { withRefusal } from './forms.ts';
import { runSection } from './runSection.ts';
import { goalTable, shownTerms } from './shownTerms.ts';
import { type OwnPartnership, type Phase, partnerTags, type Run } from './words.ts';

const doneTexts = { lever: 'Leveransen er sendt til kommunen.' };

export type ShownOwn = {
  readonly title: string;
  readonly noticePath: string;
  /** Where the forms go. */
  readonly path: string;
  readonly version: string | undefined;
  readonly filled: Filled;
};

/** A partner's own page: what it has to do now, and its own way through the phases. Of the others it shows nothing. */
export function ownPage(
  visit: SignedInVisit,
  { partner, status, terms, ended }: OwnPartnership,
  shown: ShownOwn,
): Page {
  const run = partner.runs.at(-1);
  const phase = run && terms.phases[run.phase - 1];
  const mayDeliver = status === 'running' && (run?.status === 'started' || run?.status === 'delivered');
  return {
    title: `Partnerskap: ${shown.title}`,
    body: html`${heading('Partnerskapet', { above: html`<a href="${shown.noticePath}">${shown.title}</a>`, actions: statusTag(partnerTags[partner.status]) })}
${doneNotice(visit.query, doneTexts)}
${ended && notice('info', html`<p>Partnerskapet ble avsluttet ${moment(ended.at)}.</p>`)}
${withRefusal(
  shown,
  html`<section class="todo"><h2>Dette kommer nå</h2>
<p><strong>${nextText(partner, run, phase)}</strong></p>
${mayDeliver && run && phase && delivery(visit, shown, { run, phase })}
</section>`,
)}
${partner.runs.map((one) => runSection(terms, one))}
<section><h2>Så langt</h2>
${facts([
  ['Betalt til dere for utviklingen', kroner(partner.developmentOre)],
  ...(partner.purchase
    ? ([
        ['Kommunens opsjon', partner.purchase.what],
        ['Pris', kroner(partner.purchase.priceOre)],
        ['Status', partner.purchase.status === 'exercised' ? 'Kjøpet er utløst' : 'Opsjonen er åpnet'],
      ] as const)
    : []),
])}
</section>
<section><h2>Vilkårene</h2><details><summary>Vis vilkårene</summary>${shownTerms(terms, null)}</details></section>`,
  };
}

function nextText(
  { purchase, status }: OwnPartnership['partner'],
  run: Run | undefined,
  phase: Phase | undefined,
): string {
  if (status === 'left') return 'Dere har gått ut av partnerskapet.';
  if (purchase?.status === 'exercised') return 'Kommunen har kjøpt det dere har utviklet.';
  if (status === 'developed') return 'Dere har kommet gjennom alle fasene.';
  if (!run || !phase || run.status === 'continue') return 'Vent til kommunen setter i gang neste fase.';
  switch (run.status) {
    case 'started':
      return `Lever fase ${run.phase} innen ${day(phase.deadline)}.`;
    case 'delivered':
      return `Dere har levert fase ${run.phase}. Kommunen tester leveransen, og dere kan levere på nytt så lenge det ikke er gjort.`;
    default:
      return `Fase ${run.phase} er testet. Kommunen avgjør om dere går videre.`;
  }
}

/** One field for each deliverable of the phase; after a delivery, for a newer one that takes its place. */
function delivery(
  visit: SignedInVisit,
  { filled, path, version }: ShownOwn,
  { run, phase }: { readonly run: Run; readonly phase: Phase },
): Content {
  const own = filled.form === 'lever' ? filled : blank('lever');
  const isLate = dateIn(visit.now) > phase.deadline;
  return html`<p>Alt som fasen krever, leveres samlet. Beskriv hver leveranse og skriv hvor den finnes, for eksempel et dokumentnummer eller en adresse.</p>
${isLate && notice('warn', html`<p>Fristen var ${day(phase.deadline)}. En leveranse tas imot, men merkes som levert etter fristen.</p>`)}
${phase.subGoals.length > 0 && html`<h3>Dette blir målt</h3>${goalTable(phase.subGoals, 'Mål i fasen')}`}
${errorSummary(own)}
${form(visit, { action: `${path}/lever`, version, content: deliveryFields(own, run, phase) })}`;
}

const deliveryFields = (filled: Filled, run: Run, { deliverables }: Phase): Html => {
  const before = new Map(run.delivery?.items.map((item) => [item.deliverableId, item]));
  return html`<input type="hidden" name="phase" value="${run.phase}">
${deliverables.map(
  ({ deliverableId, title }) => html`<fieldset><legend>${title}</legend>
${textArea({ filled, name: `description-${deliverableId}`, label: `Beskrivelse av ${title}`, value: before.get(deliverableId)?.description ?? '' })}
${textField({ filled, name: `reference-${deliverableId}`, label: `Hvor finnes ${title}?`, value: before.get(deliverableId)?.reference ?? '', optional: true })}
</fieldset>`,
)}
${textArea({ filled, name: 'note', label: 'Merknad', value: run.delivery?.note ?? '', optional: true })}
<button class="primary">${run.delivery === null ? 'Lever' : 'Lever på nytt'}</button>`;
};

/** Before the partnership has started, or for a firm that is no partner in it. */
export function noPartnerPage(title: string, noticePath: string): Page {
  return {
    title: `Partnerskap: ${title}`,
    body: html`${heading('Partnerskapet', { above: html`<a href="${noticePath}">${title}</a>` })}
<p class="lead">Partnerskapet er ikke startet, eller firmaet er ikke partner i det. Når kontraktene er signert og kommunen har startet partnerskapet, står fasene og leveransene her.</p>`,
  };
}
