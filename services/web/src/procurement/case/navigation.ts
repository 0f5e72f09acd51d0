import { attributes, type Html, html } from '../../html/html.ts';
import { kindOf } from '../partnership/words.ts';
import { asksForRequests, type Case } from './words.ts';

const entries = {
  sak: 'Saken',
  konkurranse: 'Konkurransen',
  vilkar: 'Vilkår',
  deltakelse: 'Deltakelse',
  opptak: 'Opptak og kjøp',
  jury: 'Jury og premier',
  nokler: 'Nøkler',
  apning: 'Åpning',
  forhandling: 'Forhandling',
  evaluering: 'Evaluering',
  tildeling: 'Tildeling og kontrakt',
  partnerskap: 'Partnerskap',
  protokoll: 'Protokoll',
} as const;
const ofPartnership: readonly string[] = ['vilkar', 'partnerskap'];
const ofBids: readonly string[] = ['nokler', 'apning', 'evaluering'];
/** What the jury does in a contest instead. */
const ofAward: readonly string[] = ['evaluering', 'tildeling'];
/** A page of a case, by the last part of its address. */
export type CasePart = keyof typeof entries;

const mayNegotiate: readonly Case['procedure'][] = [
  ...(['limited_tender', 'open_tender', 'negotiated', 'competitive_dialogue'] as const),
  'innovation_partnership',
];

/** The pages that a procedure has, in the order that a case comes to them. */
function partsOf(procedure: Case['procedure']): readonly CasePart[] {
  const hasBids = !['direct', 'dynamic_purchasing_system'].includes(procedure);
  const isContest = procedure === 'design_contest';
  return (Object.keys(entries) as CasePart[]).filter((part) => {
    if (part === 'jury') return isContest;
    if (isContest && ofAward.includes(part)) return false;
    if (part === 'opptak') return procedure === 'dynamic_purchasing_system';
    if (part === 'tildeling') return procedure !== 'dynamic_purchasing_system';
    if (part === 'deltakelse') return asksForRequests.includes(procedure);
    if (ofPartnership.includes(part)) return kindOf(procedure) !== undefined;
    if (part === 'forhandling') return mayNegotiate.includes(procedure);
    return hasBids || !ofBids.includes(part);
  });
}

/** The pages of one case. */
export function caseNavigation(
  { procedure, procurementId }: Pick<Case, 'procedure' | 'procurementId'>,
  current: CasePart,
): Html {
  const path = `/anskaffelser/${encodeURIComponent(procurementId)}`;
  const items = partsOf(procedure).map((part) => {
    const href = part === 'sak' ? path : `${path}/${part}`;
    return html`<li><a href="${href}"${attributes({ 'aria-current': part === current && 'page' })}>${entries[part]}</a></li>`;
  });
  return html`<nav class="filter" aria-label="Saken"><ul>${items}</ul></nav>`;
}
