import { kroner } from '../../format/money.ts';
import { dateIn, moment } from '../../format/time.ts';
import { errorSummary, form, textArea } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading, notice, statusTag } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { decisionFields } from './decision.ts';
import { openForm, phaseField, withRefusal } from './forms.ts';
import { guidance } from './guidance.ts';
import { shownTerms } from './shownTerms.ts';
import { sideBySide } from './sideBySide.ts';
import { isBetweenPhases, stageOf, stageText } from './stage.ts';
import { outcomeText, type Partnership, type Proposal, partnershipTags } from './words.ts';

const doneTexts = {
  start: 'Partnerskapet er i gang.',
  avgjor: 'Avgjørelsen er registrert. Betales det noe, venter den på en annen person.',
  bekreft: 'Bekreftelsen er registrert.',
  avslutt: 'Partnerskapet er avsluttet.',
};

/** A partnership: what comes next, its partners side by side, and the money. */
export function partnershipPage(
  forms: Forms,
  shown: { readonly partnership: Partnership; readonly theCase: Case; readonly personOf: PersonName },
): Page {
  const { partnership, theCase } = shown;
  const { terms } = partnership;
  const isStated = partnership.status === 'stated';
  return {
    title: `Partnerskap: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Partnerskap', { above: theCase.title, actions: statusTag(partnershipTags[partnership.status]) })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${withRefusal(
  forms,
  html`<section class="todo"><h2>Dette kommer nå</h2>
${nextSteps(forms, shown)}
</section>`,
)}
${!isStated && money(partnership)}
${!isStated && sideBySide(partnership, (supplierId) => partnerPath(forms, supplierId))}
<section><h2>Vilkårene</h2>
${isStated ? shownTerms(terms, partnership.maximumPurchasePercent) : html`<details><summary>Vis vilkårene</summary>${shownTerms(terms, partnership.maximumPurchasePercent)}</details>`}
</section>`,
  };
}

const partnerPath = ({ path }: Forms, supplierId: string): string =>
  `${path}/partnere/${encodeURIComponent(supplierId)}`;

function nextSteps(
  forms: Forms,
  { partnership, personOf, theCase }: Parameters<typeof partnershipPage>[1],
): Content {
  const { ended, kind, status } = partnership;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  if (status === 'ended')
    return html`<p>Partnerskapet ble avsluttet ${ended && moment(ended.at)}: ${ended?.reason === 'last_partner_left' ? 'Den siste partneren gikk ut.' : ended?.reason}</p>`;
  if (status === 'stated') {
    if (theCase.status !== 'contracted') return waiting(theCase);
    return html`${guidance(kind, 'start')}
${isOfficer && openForm(forms, { step: 'start', content: () => '', button: 'Start partnerskapet' })}`;
  }
  const today = dateIn(forms.visit.now);
  const items = partnership.partners.map((partner) => {
    const text = stageText(stageOf(partnership, partner, today), partner.name);
    return html`<li>${text} <a href="${partnerPath(forms, partner.supplierId)}">Gå til ${partner.name}</a></li>`;
  });
  return html`<ul>${items}</ul>
${partnership.proposals.map((one) => proposal(forms, partnership, { ...one, by: personOf(one.by), isOwn: one.by === forms.visit.person.subject }))}
${isOfficer && kind === 'pre_commercial_procurement' && comparison(forms, partnership, today)}
${isOfficer && partnership.partners.every(isBetweenPhases) && ending(forms, partnership)}`;
}

/** Before there are contracts. */
function waiting({ procurementId, status }: Case): Html {
  const path = `/anskaffelser/${encodeURIComponent(procurementId)}`;
  return ['draft', 'planned', 'market_dialogue'].includes(status)
    ? html`<p>Vilkårene er fastsatt, og kan endres til konkurransen kunngjøres. Kunngjør den fra <a href="${path}">saken</a>.</p>
<p><a class="button" href="${path}/vilkar">Endre vilkårene</a></p>`
    : html`<p>Konkurransen går som andre konkurranser: deltakelse, tilbud, forhandling, evaluering og tildeling. Partnerskapet kan startes når kontraktene er signert.</p>`;
}

/** What waits for a second person: a payment, alone or with the decision that it follows from. */
function proposal(
  forms: Forms,
  { partners, terms }: Partnership,
  shown: Proposal & { readonly isOwn: boolean },
): Html {
  const nameOf = (supplierId: string | null) =>
    partners.find((one) => one.supplierId === supplierId)?.name ?? supplierId;
  const { amountOre, by, decisions, isOwn, phase, proposalId, reason, supplierId, type } = shown;
  const refused = forms.filled.form === 'bekreft' && forms.filled.entered.get('proposalId') === proposalId;
  return html`<h3>${type === 'instalment' ? 'Betaling underveis' : 'Avgjørelse'} i fase ${phase}</h3>
${type === 'instalment' && html`<p>${nameOf(supplierId)}: ${kroner(amountOre ?? 0)}. ${reason}</p>`}
${decisions?.map(
  (one) =>
    html`<p>${one.rank !== null && `${one.rank}. `}${nameOf(one.supplierId)}: ${outcomeText(one.outcome, phase, terms)}, ${kroner(one.instalmentOre)} betales. ${one.reason}</p>`,
)}
<p>Foreslått ${moment(shown.at)} av ${by}.</p>
${refused && errorSummary(forms.filled)}
${isOwn && notice('info', html`<p>Du la inn dette. En annen person må bekrefte det.</p>`)}
${
  !isOwn &&
  hasRole(forms.visit, 'procurement.officer') &&
  form(forms.visit, {
    action: `${forms.path}/bekreft`,
    version: forms.version,
    content: html`<input type="hidden" name="proposalId" value="${proposalId}"><button class="primary">Bekreft</button>`,
  })
}`;
}

/** In a pre-commercial procurement all who are in a phase are decided at once. */
function comparison(forms: Forms, partnership: Partnership, today: string): Content {
  const developing = partnership.partners.filter(({ status }) => status === 'developing');
  const stages = developing.map((partner) => ({ partner, stage: stageOf(partnership, partner, today) }));
  const ready = stages.filter(
    ({ stage }) => stage.is === 'decide' || (stage.is === 'deliver' && stage.isOverdue),
  );
  const [first] = ready;
  if (!first || !('phase' in first.stage)) return undefined;
  const { phase } = first.stage;
  if (ready.length < stages.length)
    return html`<p>Leverandørene kan sammenlignes når alle i fase ${phase} er testet, eller fristen er ute for dem som ikke har levert.</p>`;
  return html`<h3>Sammenlign leverandørene etter fase ${phase}</h3>
${guidance(partnership.kind, 'decision')}
${openForm(forms, {
  step: 'avgjor',
  content: (filled) =>
    html`${phaseField(phase)}${developing.map((partner) => decisionFields(filled, partnership, { phase, partner }))}`,
  button: 'Avgjør for alle',
})}`;
}

const ending = (forms: Forms, { kind }: Partnership): Html =>
  stepForm(forms, {
    step: 'avslutt',
    title: 'Avslutt partnerskapet',
    content: (filled) =>
      html`${guidance(kind, 'end')}${textArea({ filled, name: 'reason', label: 'Hvorfor?' })}`,
    button: 'Avslutt',
    tone: 'danger',
  });

function money({ developmentOre, startedAt, terms }: Partnership): Html {
  return html`<section><h2>Pengene</h2>
${facts([
  ['Startet', startedAt && moment(startedAt)],
  ['Betalt for utviklingen', kroner(developmentOre)],
  ['Igjen av det utviklingen høyst kan koste', kroner(terms.maximumDevelopmentOre - developmentOre)],
  ...(terms.maximumCostOre === null ? [] : [['Kjøpet koster høyst', kroner(terms.maximumCostOre)] as const]),
])}
</section>`;
}

/** Before the terms are stated. */
export function noTermsPage(forms: Forms, theCase: Case, kind: Partnership['kind'] | undefined): Page {
  const path = `/anskaffelser/${encodeURIComponent(theCase.procurementId)}`;
  const mayState =
    kind !== undefined &&
    hasRole(forms.visit, 'procurement.officer') &&
    ['draft', 'planned', 'market_dialogue'].includes(theCase.status);
  return {
    title: `Partnerskap: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Partnerskap', { above: theCase.title })}
${forms.navigation}
<section class="todo"><h2>Dette kommer nå</h2>
${kind === undefined ? html`<p>Saken har en prosedyre uten partnerskap.</p>` : guidance(kind, 'terms')}
${mayState && html`<p><a class="button primary" href="${path}/vilkar">Fastsett vilkårene</a></p>`}
</section>`,
  };
}
