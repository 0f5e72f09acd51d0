import { kroner } from '../../format/money.ts';
import { moment } from '../../format/time.ts';
import { selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepButton, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { type SupplierChoice, supplierSearch } from '../supplierChoice.ts';
import { type Award, awardTags, type Letter, outcomeTexts, ruleStatusTexts } from './words.ts';

const doneTexts = {
  innstill: 'Innstillingen er registrert. En annen person må godkjenne den.',
  velg: 'Innstillingen er registrert. En annen person må godkjenne den.',
  godkjenn: 'Tildelingen er godkjent, og alle tilbydere er varslet.',
  omgjor: 'Tildelingen er omgjort, og saken er tilbake i evaluering.',
};

/** A lot with those who come first, as the evaluation ranked them. */
export type RankedLot = {
  readonly lotId: string;
  readonly title: string;
  readonly winners: readonly {
    readonly supplierId: string;
    readonly name: string;
    readonly priceOre: number;
  }[];
};

export type AwardShown = {
  readonly title: string;
  readonly award: Award | undefined;
  readonly letters: readonly Letter[];
  readonly nameOf: (supplierId: string) => string;
  readonly personOf: PersonName;
  /** What can be proposed now: by the ranking, or in a direct purchase by choice. */
  readonly proposable:
    | { readonly by: 'ranking'; readonly lots: readonly RankedLot[]; readonly hasCeilings: boolean }
    | {
        readonly by: 'choice';
        readonly lots: readonly { readonly lotId: string; readonly title: string }[];
        readonly suppliers: SupplierChoice;
      }
    | undefined;
};

/** The award: what is proposed, who approves it, what the bidders were told, and the contracts that it led to. */
export function awardPage(forms: Forms, shown: AwardShown): Page {
  const { award, letters, title } = shown;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const isSecond = hasRole(forms.visit, 'procurement.officer', 'project.owner', 'portfolio.controller');
  return {
    title: `Tildeling i ${title}`,
    section: 'procurement',
    body: html`${heading('Tildeling', { above: title, actions: award && statusTag(awardTags[award.status]) })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${award ? decided(award, shown) : html`<p>Det er ikke innstilt noen tildeling ennå.</p>`}
${isOfficer && shown.proposable && award?.status !== 'approved' && proposal(forms, shown.proposable)}
${isSecond && award?.status === 'proposed' && stepButton(forms, 'godkjenn', 'Godkjenn tildelingen og varsle tilbyderne')}
${award && award.contracts.length > 0 && contracts(award, shown)}
${letters.length > 0 && letterTable(letters, shown)}
${isOfficer && award?.status === 'approved' && stepForm(forms, { step: 'omgjor', title: 'Omgjør tildelingen', button: 'Omgjør', tone: 'danger', content: (filled) => textArea({ filled, name: 'reason', label: 'Begrunnelse til tilbyderne' }) })}`,
  };
}

function decided(award: Award, { nameOf, personOf }: AwardShown): Html {
  const { standstill, annulled } = award;
  return html`${facts([
    ['Innstilt', `${moment(award.proposedAt)} av ${personOf(award.proposedBy)}`],
    [
      'Godkjent',
      award.approvedAt === null
        ? 'ikke ennå'
        : `${moment(award.approvedAt)} av ${personOf(award.approvedBy ?? '')}`,
    ],
    ['Karensperiode til', standstill ? moment(standstill.endsAt) : 'ingen'],
    [
      'Kontrakt kan inngås fra',
      standstill
        ? standstill.signingFrom === null
          ? 'ikke så lenge en klage er ubehandlet'
          : moment(standstill.signingFrom)
        : 'så snart tildelingen er godkjent',
    ],
    [
      'Regler',
      standstill?.rules.map(({ title, status }) => `${title} (${ruleStatusTexts[status]})`).join('; ') ??
        'ingen',
    ],
    ...(annulled ? [['Omgjort', `${moment(annulled.at)}: ${annulled.reason}`] as const] : []),
  ])}
${award.lots.map(
  ({ title, winners, reason, optionsOre, ceilingOre }) => html`<section><h2>${title}</h2>
${table(winners, {
  caption: `Valgt leverandør, ${title}`,
  columns: [
    { head: 'Rang', cell: ({ rank }) => rank, kind: 'number' },
    { head: 'Leverandør', cell: ({ supplierId }) => nameOf(supplierId) },
    { head: 'Pris', cell: ({ priceOre }) => kroner(priceOre), kind: 'number' },
  ],
  empty: 'Ingen har gitt tilbud på delkontrakten.',
})}
${optionsOre > 0 && html`<p>Opsjoner og reserver: ${kroner(optionsOre)}</p>`}
${ceilingOre !== undefined && html`<p>Høyeste samlede verdi: ${kroner(ceilingOre)}</p>`}
<p>${reason}</p></section>`,
)}`;
}

function proposal(forms: Forms, proposable: NonNullable<AwardShown['proposable']>): Html {
  const isRanked = proposable.by === 'ranking';
  return html`${!isRanked && supplierSearch(forms.path, proposable.suppliers)}${stepForm(forms, {
    step: isRanked ? 'innstill' : 'velg',
    title: isRanked ? 'Innstill tildeling etter rangeringen' : 'Innstill direkte anskaffelse',
    button: 'Innstill',
    content: (filled) => html`${
      isRanked
        ? proposable.lots.map(
            ({ lotId, title, winners }, place) => html`<fieldset><legend>${title}</legend>
<p>${winners.map(({ name, priceOre }) => `${name} (${kroner(priceOre)})`).join(', ') || 'Ingen tilbud'}</p>
<input type="hidden" name="lotId-${place}" value="${lotId}">
<input type="hidden" name="winners-${place}" value="${winners.map(({ supplierId }) => supplierId).join(' ')}">
${textArea({ filled, name: `reason-${place}`, label: 'Begrunnelse for valget' })}
${textField({ filled, name: `options-${place}`, label: 'Opsjoner og reserver i kroner (kan stå tom)' })}
${proposable.hasCeilings && textField({ filled, name: `ceiling-${place}`, label: 'Høyeste samlede verdi i kroner (tom: etter andelen av anslaget)' })}</fieldset>`,
          )
        : html`${selectField({ filled, name: 'lotId', label: 'Delkontrakt', choices: proposable.lots.map(({ lotId, title }) => ({ value: lotId, text: title })) })}
${selectField({ filled, name: 'supplierId', label: 'Leverandør', choices: proposable.suppliers.items.map(({ supplierId, name }) => ({ value: supplierId, text: name })) })}
${textField({ filled, name: 'value', label: 'Verdi i kroner, uten merverdiavgift' })}
${textField({ filled, name: 'options', label: 'Opsjoner og reserver i kroner (kan stå tom)' })}
${textArea({ filled, name: 'reason', label: 'Begrunnelse for valget' })}`
    }
${textField({ filled, name: 'startsOn', label: 'Starter (tom: når kontrakten er underskrevet)' })}
${textField({ filled, name: 'endsOn', label: 'Slutter (kan stå tom)' })}`,
  })}`;
}

const contracts = ({ procurementId, contracts: led, lots }: Award, { nameOf }: AwardShown): Html =>
  html`<section><h2>Kontrakter</h2>
${table(led, {
  caption: 'Kontrakter',
  columns: [
    {
      head: 'Kontrakt',
      cell: ({ contractId, lotId }) =>
        html`<a href="/anskaffelser/${encodeURIComponent(procurementId)}/kontrakter/${encodeURIComponent(contractId)}">${lots.find((lot) => lot.lotId === lotId)?.title ?? lotId}</a>`,
    },
    { head: 'Leverandør', cell: ({ supplierIds }) => supplierIds.map(nameOf).join(', ') },
  ],
  empty: 'Ingen kontrakter.',
})}</section>`;

const letterTable = (letters: readonly Letter[], { nameOf }: AwardShown): Html =>
  html`<section><h2>Meddelelser til tilbyderne</h2>
${table(letters, {
  caption: 'Meddelelser til tilbyderne',
  columns: [
    { head: 'Tilbyder', cell: ({ supplierId }) => nameOf(supplierId) },
    { head: 'Utfall', cell: ({ outcome }) => outcomeTexts[outcome] },
    { head: 'Sendt', cell: ({ sentAt }) => moment(sentAt) },
    {
      head: 'Poeng',
      cell: ({ lots }) => lots.map(({ own }) => own.points ?? '').join(', '),
      kind: 'number',
    },
  ],
  empty: 'Ingen er varslet.',
})}</section>`;
