import type { checklist, documentation, siteWorkOperations } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { quantity } from '../format/quantity.ts';
import { dateIn, day, moment } from '../format/time.ts';
import { blank, checkboxField, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import { notice } from '../html/parts.ts';
import type { SignedInVisit } from '../visit.ts';
import { pauseWords } from '../words/followUp.ts';
import type { WorkActionName } from './workActions.ts';

/** All that the page of a bound contractor shows of its work. */
export type Work = {
  readonly siteWork: z.output<(typeof siteWorkOperations)['getSiteWork']['answer']['body']>;
  readonly checklists: readonly z.output<typeof checklist>[];
  readonly documentation: z.output<typeof documentation>;
};

export type Shown = Work & { readonly filled: Filled; readonly address: string };

type Instance = {
  readonly name: WorkActionName;
  readonly about?: string;
  /** Where several forms are about the same thing. */
  readonly part?: string;
  readonly label: string;
};
type Named = Pick<Instance, 'about' | 'name' | 'part'>;

/** The name by which a form that is about one of several things is known on the page. */
const instanceOf = (named: Named): string =>
  [named.name, named.about, named.part]
    .filter((part) => part !== undefined)
    .join('-')
    .replace(/[^a-z\d]+/gi, '-')
    .toLowerCase();

export const filledFor = (instance: Named, { filled }: Shown): Filled =>
  filled.form === instanceOf(instance) ? filled : blank(instanceOf(instance));

export function workForm(
  visit: SignedInVisit,
  { address }: Pick<Shown, 'address'>,
  {
    about,
    content,
    label,
    name,
    part,
    primary,
  }: Instance & { readonly content?: Content; readonly primary?: true },
): Html {
  const hidden =
    about !== undefined &&
    html`<input type="hidden" name="about" value="${about}"><input type="hidden" name="form" value="${instanceOf({ name, about, ...(part && { part }) })}">`;
  return form(visit, {
    action: `${address}/${name}`,
    content: html`${hidden}${content}<button${attributes({ class: primary && 'primary large' })}>${label}</button>`,
  });
}

function folded(
  visit: SignedInVisit,
  shown: Shown,
  instance: Instance & { readonly content: Content },
): Html {
  return html`<details${attributes({ open: shown.filled.form === instanceOf(instance) })}><summary>${instance.label}</summary>${workForm(visit, shown, instance)}</details>`;
}

/** The days on which the work starts and ends. */
export function scheduleForm(visit: SignedInVisit, shown: Shown): Html {
  const { schedule } = shown.siteWork;
  const filled = filledFor({ name: 'plan' }, shown);
  const min = dateIn(visit.now);
  const planned = schedule && html`<p>Planlagt ${day(schedule.startsOn)} til ${day(schedule.endsOn)}.</p>`;
  const content = html`<div class="grid">
${textField({ filled, name: 'startsOn', label: 'Første dag', type: 'date' })}
${textField({ filled, name: 'endsOn', label: 'Siste dag', type: 'date', min })}
</div>`;
  const label = schedule ? 'Endre planen' : 'Meld når arbeidet utføres';
  return html`${planned}${folded(visit, shown, { name: 'plan', label, content })}`;
}

/** The confirmation without which construction work can't start. */
export function safetyForm(visit: SignedInVisit, shown: Shown): Html | undefined {
  const { constructionWork, safety } = shown.siteWork;
  if (!constructionWork) return undefined;
  if (safety) return html`<p>SHA-plan og HMS-kort bekreftet ${moment(safety.confirmedAt)}.</p>`;
  const filled = filledFor({ name: 'sikkerhet' }, shown);
  const content = html`<p class="hint">Dette er bygge- eller anleggsarbeid. Det kan ikke starte før dette er bekreftet.</p>
${checkboxField({ filled, name: 'shaPlanRead', label: 'SHA-planen er lest og gjort kjent for dem som skal arbeide' })}
${checkboxField({ filled, name: 'hmsCardsCarried', label: 'Alle som skal arbeide, bærer HMS-kort' })}
${textField({ filled, name: 'confirmedBy', label: 'Bekreftet av', hint: 'En referanse, for eksempel et ansattnummer. Ikke navn.' })}`;
  return html`<section class="todo"><h2>Bekreft sikkerheten</h2>${workForm(visit, shown, { name: 'sikkerhet', label: 'Bekreft', content })}</section>`;
}

/** Stopping work, or going on with it. */
export function pauseForm(visit: SignedInVisit, shown: Shown): Html {
  const { pause } = shown.siteWork;
  if (pause)
    return html`${notice('warn', html`<p><strong>Arbeidet er stanset</strong> siden ${moment(pause.since)}: ${pauseWords[pause.reason]}.</p>`)}
${workForm(visit, shown, { name: 'gjenoppta', label: 'Meld at arbeidet er tatt opp igjen', primary: true })}`;
  const filled = filledFor({ name: 'stans' }, shown);
  const choices = Object.entries(pauseWords).map(([value, text]) => ({ value, text }));
  const content = html`${selectField({ filled, name: 'reason', label: 'Hvorfor?', empty: 'Velg årsak', choices })}
${textArea({ filled, name: 'text', label: 'Nærmere forklaring', optional: true })}`;
  return folded(visit, shown, { name: 'stans', label: 'Meld at arbeidet er stanset', content });
}

/** Hours by person, and the sum that is not reported with the work yet. */
export function hoursForm(visit: SignedInVisit, shown: Shown): Html {
  const { unreportedHours } = shown.siteWork;
  const filled = filledFor({ name: 'timer' }, shown);
  const sum =
    unreportedHours &&
    html`<p>Ført på person: ${quantity(unreportedHours.personHours)} timer, av dem ${quantity(unreportedHours.apprenticeHours)} av lærlinger.</p>`;
  const content = html`<div class="grid">
${textField({ filled, name: 'day', label: 'Dag', type: 'date', max: dateIn(visit.now) })}
${textField({ filled, name: 'worker', label: 'Person', hint: 'En referanse, for eksempel et ansattnummer' })}
${textField({ filled, name: 'workerName', label: 'Navn', optional: true })}
${textField({ filled, name: 'hours', label: 'Timer', inputMode: 'decimal', suffix: 'timer' })}
</div>${checkboxField({ filled, name: 'isApprentice', label: 'Lærling' })}`;
  return html`${sum}${folded(visit, shown, { name: 'timer', label: 'Før timer på person', content })}`;
}

/** Deleting the name of somebody whose hours were reported; the hours stay. */
export function eraseNameForm(visit: SignedInVisit, shown: Shown): Html {
  const filled = filledFor({ name: 'slett-navn' }, shown);
  const content = html`<p class="hint">Navn slettes av seg selv en tid etter de siste timene. Ber noen om det før, kan dere slette navnet her. Timene står igjen med referansen.</p>
${textField({ filled, name: 'worker', label: 'Person', hint: 'Referansen timene er ført på' })}`;
  return folded(visit, shown, {
    name: 'slett-navn',
    label: 'Slett navnet på en som har ført timer',
    content,
  });
}

/** Reporting the work as done; the sums are left out where hours by person are reported. */
export function doneForm(visit: SignedInVisit, shown: Shown): Html {
  const filled = filledFor({ name: 'ferdig' }, shown);
  const counted = shown.siteWork.unreportedHours;
  const sums =
    !counted &&
    html`<div class="grid">
${textField({ filled, name: 'personHours', label: 'Timer i alt', inputMode: 'decimal', suffix: 'timer' })}
${textField({ filled, name: 'apprenticeHours', label: 'Av dette lærlinger', inputMode: 'decimal', suffix: 'timer', optional: true })}
</div>`;
  const form = workForm(visit, shown, {
    name: 'ferdig',
    label: 'Meld arbeidet ferdig',
    primary: true,
    content: sums,
  });
  return html`<section class="todo"><h2>Meld arbeidet ferdig</h2>${form}</section>`;
}
