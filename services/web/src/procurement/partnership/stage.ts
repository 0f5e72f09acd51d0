import type { Partner, Partnership } from './words.ts';

/** Where a partner stands, and so what comes next with it. */
export type Stage =
  | { readonly is: 'left' | 'ended' | 'done' | 'opened' | 'open' | 'exercised' }
  | { readonly is: 'closed'; readonly unmetGoalIds: readonly string[] }
  | { readonly is: 'begin' | 'test' | 'decide' | 'confirm'; readonly phase: number }
  | { readonly is: 'deliver'; readonly phase: number; readonly isOverdue: boolean };

/** What comes next with a partner of a partnership that runs, on that day in Norway (`YYYY-MM-DD`). */
export function stageOf(partnership: Partnership, partner: Partner, today: string): Stage {
  if (partner.status === 'left') return { is: 'left' };
  if (partnership.status === 'ended') return { is: 'ended' };
  if (partner.status === 'developed') return purchaseStage(partnership, partner);
  const run = partner.runs.at(-1);
  if (run === undefined || run.status === 'continue') return { is: 'begin', phase: partner.runs.length + 1 };
  const { phase } = run;
  const isProposed = partnership.proposals.some(
    (one) =>
      one.type === 'decision' &&
      one.phase === phase &&
      one.decisions?.some(({ supplierId }) => supplierId === partner.supplierId),
  );
  if (isProposed) return { is: 'confirm', phase };
  if (run.status === 'started') {
    const deadline = partnership.terms.phases[phase - 1]?.deadline;
    return { is: 'deliver', phase, isOverdue: deadline !== undefined && today > deadline };
  }
  return { is: run.status === 'delivered' ? 'test' : 'decide', phase };
}

function purchaseStage({ kind }: Partnership, { purchase, unmetGoalIds }: Partner): Stage {
  if (kind === 'pre_commercial_procurement') return { is: 'done' };
  if (purchase) return { is: purchase.status };
  return unmetGoalIds.length > 0 ? { is: 'closed', unmetGoalIds } : { is: 'open' };
}

/** Whether nothing is under way with a partner, so that the partnership may end. */
export const isBetweenPhases = ({ runs, status }: Partner): boolean =>
  status !== 'developing' || runs.every((run) => run.status === 'continue');

/** What has to be done with a partner, in a sentence. */
export function stageText(stage: Stage, name: string): string {
  switch (stage.is) {
    case 'begin':
      return `Sett i gang fase ${stage.phase} for ${name}.`;
    case 'deliver':
      return stage.isOverdue
        ? `${name} har ikke levert fase ${stage.phase}, og fristen er ute. Vent på leveransen, eller la partneren gå ut.`
        : `${name} arbeider med fase ${stage.phase} og skal levere.`;
    case 'test':
      return `Test det som ${name} har levert i fase ${stage.phase}.`;
    case 'decide':
      return `Avgjør om ${name} går videre etter fase ${stage.phase}.`;
    case 'confirm':
      return `Avgjørelsen for ${name} i fase ${stage.phase} venter på at en annen person bekrefter den.`;
    case 'closed':
      return `${name} er ferdig, men kjøpsopsjonen er stengt: ${stage.unmetGoalIds.length === 1 ? 'Et mål er' : 'Noen mål er'} ikke nådd.`;
    case 'open':
      return `${name} har nådd alle målene. Kjøpsopsjonen kan åpnes.`;
    case 'opened':
      return `Kjøpsopsjonen for ${name} er åpnet. En annen person kan utløse kjøpet.`;
    case 'exercised':
      return `Kjøpet av løsningen til ${name} er utløst.`;
    case 'done':
      return `${name} er ferdig. Løsningen kan kjøpes i en egen anskaffelse.`;
    case 'left':
      return `${name} har gått ut.`;
    case 'ended':
      return `Partnerskapet er avsluttet.`;
  }
}
