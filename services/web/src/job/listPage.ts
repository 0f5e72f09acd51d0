import { dayOf } from '../format/time.ts';
import { html } from '../html/html.ts';
import { type Column, filterLinks, heading, nextPage, notGiven, statusTag, table } from '../html/parts.ts';
import type { Entered, Page } from '../visit.ts';
import { buildingPartText, type Job, jobWords, urgencyWords } from '../words/job.ts';

/** The jobs, newest first. */
export function jobListPage({
  buildingNames,
  jobs,
  query,
  status,
}: {
  readonly jobs: { readonly items: readonly Job[]; readonly next: string | null };
  readonly buildingNames: ReadonlyMap<string, string>;
  readonly status: Job['status'] | undefined;
  readonly query: Entered;
}): Page {
  const columns: readonly Column<Job>[] = [
    {
      head: 'Arbeid',
      cell: ({ jobId, title }) => html`<a href="/arbeid/${encodeURIComponent(jobId)}">${title}</a>`,
    },
    { head: 'Bygning', cell: ({ buildingId }) => buildingNames.get(buildingId) ?? notGiven },
    {
      head: 'Bygningsdel',
      cell: ({ buildingPart }) => (buildingPart ? buildingPartText(buildingPart) : notGiven),
    },
    { head: 'Hast', cell: ({ urgency }) => urgencyWords[urgency] },
    { head: 'Status', cell: (job) => statusTag(jobWords[job.status]) },
    { head: 'Registrert', cell: ({ registeredAt }) => dayOf(registeredAt) },
  ];
  const isNarrowed = Boolean(query.get('bygning') || query.get('plan'));
  const narrowedText = query.get('plan')
    ? 'Her er arbeidet fra én vedlikeholdsplan.'
    : 'Her er arbeidet i én bygning.';
  const choices = (['registered', 'approved', 'ordered', 'closed', 'rejected', 'deferred'] as const).map(
    (value) => [value, jobWords[value].label] as const,
  );
  return {
    title: 'Arbeid',
    section: 'jobs',
    body: html`${heading('Arbeid', { actions: html`<a class="button primary" href="/arbeid/nytt">Registrer arbeid</a>` })}
<p class="lead">Det som er galt eller ønsket i kommunens bygninger.</p>
${isNarrowed && html`<p>${narrowedText} <a href="/arbeid">Vis alt arbeid</a></p>`}
${filterLinks('/arbeid', { label: 'Vis etter status', chosen: status, choices })}
${table(jobs.items, { caption: 'Arbeid', columns, empty: query.size > 0 ? 'Ingen arbeid har denne statusen.' : 'Det er ikke registrert noe arbeid ennå.' })}
${nextPage('/arbeid', { status, bygning: query.get('bygning'), plan: query.get('plan') }, jobs.next)}`,
  };
}
