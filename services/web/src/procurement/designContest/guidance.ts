import { moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { notice as box } from '../../html/parts.ts';
import { hasRole } from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { type Forms, stepButton } from '../evaluation/forms.ts';
import { anonymising, declarationForm, rankingForm, signing } from './personForms.ts';
import type { Contest, ShownContest } from './words.ts';

/** While jury and prizes can still be set up anew. */
export const isPrepared = ({ status }: Pick<Case, 'status'>): boolean =>
  ['draft', 'planned', 'market_dialogue'].includes(status);

const lead = (text: string): Html => html`<p class="lead">${text}</p>`;

/** What comes next, with the form for it where it is for the person who is here. */
export function guidance(forms: Forms, shown: ShownContest): Html {
  const { contest, theCase } = shown;
  if (theCase.status === 'cancelled') return lead('Konkurransen er avlyst.');
  if (!contest)
    return lead('Oppnevn juryen og fastsett premiene. Konkurransen kan ikke kunngjøres før det er gjort.');
  const { subject } = forms.visit.person;
  const own = contest.jury.find((juror) => juror.subject === subject);
  if (own && own.declaration === null)
    return html`${lead('Du sitter i juryen. Erklær først om du er uavhengig av dem som deltar eller kan komme til å delta.')}
${declarationForm(forms)}`;
  switch (contest.status) {
    case 'set_up':
      return beforeJudging(forms, shown, contest);
    case 'judging':
      return judging(forms, contest, own?.declaration?.isIndependent === true);
    case 'signed':
      return html`${lead('Hele juryen har signert rangeringen. Nå kan navnene gjøres kjent.')}
${hasRole(forms.visit, 'procurement.officer') && stepButton(forms, 'navn', 'Gjør navnene kjent og fordel premiene')}`;
    case 'revealed':
      return lead('Navnene er kjent, og premiene er fordelt.');
  }
}

function beforeJudging(forms: Forms, shown: ShownContest, contest: Contest): Html {
  const { personOf } = shown;
  const undeclared = contest.jury.filter(({ declaration }) => declaration === null);
  const waits =
    undeclared.length > 0 &&
    html`<p>Disse har ikke erklært om de er uavhengige: ${undeclared.map(({ subject }) => personOf(subject)).join(', ')}.</p>`;
  const biased = contest.jury.filter(({ declaration }) => declaration?.isIndependent === false);
  const mustGo =
    biased.length > 0 &&
    box(
      'warn',
      html`<p>Må erstattes før juryen får utkastene: ${biased.map(({ subject }) => personOf(subject)).join(', ')}.</p>`,
    );
  return html`${mustGo}${untilJudging(forms, shown, contest)}${waits}`;
}

function untilJudging(forms: Forms, shown: ShownContest, contest: Contest): Html {
  const { personOf, theCase } = shown;
  if (isPrepared(theCase)) return lead('Juryen er oppnevnt. Konkurransen kan kunngjøres fra saken.');
  const anonymiser = personOf(contest.anonymiser);
  if (theCase.status !== 'opened') {
    const until = theCase.deadlines.bids;
    return lead(
      `Utkast kan leveres${until ? ` til ${moment(until)}` : ''}. Når de er åpnet, tar ${anonymiser} navnene av dem.`,
    );
  }
  if (forms.visit.person.subject === contest.anonymiser) return anonymising(forms, shown, contest);
  return lead(`${anonymiser} tar navnene av utkastene. ${contest.entryCount} har fått kode.`);
}

function judging(forms: Forms, contest: Contest, isJuror: boolean): Html {
  const { jury, ranking, signatures } = contest;
  const count = `${signatures.length} av ${jury.length} har signert.`;
  if (!isJuror) return lead(ranking ? `Juryen signerer rangeringen. ${count}` : 'Juryen vurderer utkastene.');
  if (!ranking)
    return html`${lead('Vurder hvert utkast, og skriv ned juryens rangering.')}${rankingForm(forms, contest)}`;
  const hasSigned = signatures.some(({ subject }) => subject === forms.visit.person.subject);
  return html`${lead(hasSigned ? `Du har signert rangeringen. ${count}` : `Les rangeringen under, og signer den. ${count}`)}
${!hasSigned && signing(forms, ranking.version)}
${rankingForm(forms, contest)}`;
}
