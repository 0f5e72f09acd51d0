import { blank, type Filled, form, selectField, textArea } from '../html/form.ts';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import { hasRole, type SignedInVisit } from '../visit.ts';
import { buildingParts, choicesOf, conditionWords, consequenceWords, type Job } from '../words/job.ts';

type Shown = { readonly job: Job; readonly version: string | undefined; readonly filled: Filled };

const waiting: readonly Job['status'][] = ['registered', 'triaged', 'reopened', 'deferred'];
const orderable: readonly Job['status'][] = ['registered', 'triaged', 'reopened', 'approved'];
const putAside: readonly Job['status'][] = ['rejected', 'merged', 'deferred', 'closed'];

/** What the person may do with a job now. */
export function jobActions(visit: SignedInVisit, { filled, job, version }: Shown): Html | undefined {
  const isOfficer = hasRole(visit, 'property.officer', 'property.approver');
  const mayDecide = isOfficer && waiting.includes(job.status);
  const mayOrder = hasRole(visit, 'property.officer') && orderable.includes(job.status);
  const mayReopen = isOfficer && putAside.includes(job.status);
  if (!mayDecide && !mayOrder && !mayReopen) return undefined;
  const address = `/arbeid/${encodeURIComponent(job.jobId)}`;
  const folded = (name: string, title: string, content: (own: Filled) => Content) => {
    const own = filled.form === name ? filled : blank(name);
    return html`<details${attributes({ open: filled.form === name })}><summary>${title}</summary>
${form(visit, { action: `${address}/${name}`, version, content: content(own) })}</details>`;
  };
  return html`<section class="todo"><h2>Hva vil du gjøre?</h2>
<div class="choices">
${mayOrder && html`<a class="button primary" href="/bestillinger/ny?jobId=${encodeURIComponent(job.jobId)}">Bestill</a>`}
${mayDecide && form(visit, { action: `${address}/godkjenn`, version, content: html`<button>Godkjenn</button>` })}
</div>
${mayDecide && folded('vurder', 'Vurder arbeidet', (own) => assessment(own, job))}
${
  mayDecide &&
  folded(
    'avvis',
    'Avvis arbeidet',
    (own) => html`${textArea({ filled: own, name: 'reason', label: 'Hvorfor avvises det?' })}
<button class="danger">Avvis</button>`,
  )
}
${
  mayReopen &&
  folded(
    'ta-opp-igjen',
    'Ta opp igjen',
    (own) => html`${textArea({ filled: own, name: 'reason', label: 'Hvorfor tas det opp igjen?' })}
<button>Ta opp igjen</button>`,
  )
}
</section>`;
}

/** Somebody who knows the building has looked at it. */
function assessment(filled: Filled, job: Job): Html {
  const codes = Object.entries(buildingParts).map(([value, text]) => ({ value, text: `${value} ${text}` }));
  const given = (value: string | null) => ({ ...(value !== null && { value }) });
  const choice = { filled, empty: 'Ikke angitt', optional: true } as const;
  return html`<div class="grid">
${selectField({ ...choice, name: 'buildingPart', label: 'Bygningsdel', choices: codes, ...given(job.buildingPart) })}
${selectField({ ...choice, name: 'conditionGrade', label: 'Tilstandsgrad', choices: choicesOf(conditionWords), ...given(job.conditionGrade) })}
${selectField({ ...choice, name: 'consequenceGrade', label: 'Konsekvensgrad', choices: choicesOf(consequenceWords), ...given(job.consequenceGrade) })}
</div>
<button>Lagre vurderingen</button>`;
}
