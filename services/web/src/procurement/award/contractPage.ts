import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { day, moment } from '../../format/time.ts';
import { selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading, notice, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepButton, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import {
  type Contract,
  changeTexts,
  contractTags,
  contractTypes,
  groundTexts,
  ruleStatusTexts,
} from './words.ts';

const doneTexts = {
  underskriv: 'Underskriften er registrert.',
  penger: 'Rammen er spurt på nytt.',
  oppgi: 'Kontrakten er bortfalt.',
  endre: 'Endringen er registrert.',
  underleverandor: 'Underleverandøren er registrert.',
  timer: 'Timene er registrert.',
  faktura: 'Fakturaen er registrert.',
  avslutt: 'Kontrakten er avsluttet.',
};

/** A contract: its parties and money, the signatures, and its follow-up. */
export function contractPage(forms: Forms, contract: Contract, personOf: PersonName): Page {
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const maySign = hasRole(forms.visit, 'procurement.officer', 'project.owner', 'portfolio.controller');
  const back = html`<a href="/anskaffelser/${encodeURIComponent(contract.procurementId)}/tildeling">Tildeling</a>`;
  return {
    title: contract.title,
    section: 'procurement',
    body: html`${heading(contract.title, { above: back, actions: statusTag(contractTags[contract.status]) })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${contract.status === 'drafted' && fundsNotice(contract)}
<section><h2>${contractTypes[contract.type]}</h2>
${facts([
  ['Leverandør', contract.suppliers.map(({ name }) => name).join(', ')],
  ['Verdi ved inngåelsen', kroner(contract.valueOre)],
  ['Verdi med endringer', kroner(contract.currentValueOre)],
  ['Tak', kroner(contract.ceilingOre)],
  ['Igjen til taket', kroner(contract.leftToCeilingOre)],
  ['Fakturert', kroner(contract.invoicedOre)],
  [
    'Varighet',
    `${contract.startsOn ? day(contract.startsOn) : ''} – ${contract.endsOn ? day(contract.endsOn) : ''}`,
  ],
  [
    'Underskrifter',
    contract.signatures.map(({ by, at }) => `${personOf(by)} (${moment(at)})`).join(', ') || 'ingen',
  ],
  ...(contract.cancelledBecause === null ? [] : [['Bortfalt fordi', contract.cancelledBecause] as const]),
])}
${maySign && contract.status === 'drafted' && stepButton(forms, 'underskriv', contract.signatures.length === 0 ? 'Underskriv' : 'Underskriv som nummer to')}
${isOfficer && contract.funds.status === 'refused' && contract.status === 'drafted' && stepButton(forms, 'penger', 'Spør rammen på nytt')}
${isOfficer && contract.status === 'drafted' && stepForm(forms, { step: 'oppgi', title: 'La kontrakten bortfalle', button: 'La bortfalle', tone: 'danger', content: (filled) => textArea({ filled, name: 'reason', label: 'Begrunnelse' }) })}
</section>
${contract.status !== 'drafted' && contract.status !== 'cancelled' && followUp(forms, contract, isOfficer && contract.status === 'signed')}`,
  };
}

function fundsNotice({ funds }: Contract): Html {
  switch (funds.status) {
    case 'requested':
      return notice('info', 'Rammen er spurt om penger til kontrakten.');
    case 'reserved':
      return notice('good', 'Pengene er satt av i rammen.');
    case 'refused':
      return notice(
        'warn',
        funds.availableOre === null
          ? 'Tiltaket har ingen ramme med penger til kontrakten.'
          : `Rammen har ikke nok penger; ${kroner(funds.availableOre)} gjenstår.`,
      );
    case 'not_needed':
      return notice('info', 'Rammeavtalen binder ingen penger selv; det gjør hver bestilling.');
  }
}

function followUp(forms: Forms, contract: Contract, isOpen: boolean): Html {
  return html`<section><h2>Endringer</h2>${changes(contract)}${isOpen && changeForm(forms)}</section>
<section><h2>Underleverandører</h2>
${table(contract.subcontractors, {
  caption: `Underleverandører, høyst ${contract.subcontractTiersMax} ledd`,
  columns: [
    { head: 'Ledd', cell: ({ tier }) => tier, kind: 'number' },
    { head: 'Navn', cell: ({ name }) => name },
    { head: 'Organisasjonsnummer', cell: ({ organisationNumber }) => organisationNumber },
    { head: 'Arbeid', cell: ({ work }) => work },
  ],
  empty: 'Ingen underleverandører er registrert.',
})}
${isOpen && subcontractorForm(forms, contract)}</section>
<section><h2>Lærlinger</h2>${apprenticesNotice(contract)}${apprentices(contract)}
${isOpen && stepForm(forms, { step: 'timer', title: 'Registrer timer', button: 'Registrer', content: (filled) => html`${textField({ filled, name: 'personHours', label: 'Timer i alt' })}${textField({ filled, name: 'apprenticeHours', label: 'Av dem utført av lærlinger' })}` })}</section>
${contract.type !== 'framework_agreement' && invoices(forms, contract, isOpen)}
${isOpen && stepButton(forms, 'avslutt', 'Avslutt kontrakten')}`;
}

const changes = ({ changes: all }: Contract): Html =>
  table(all, {
    caption: 'Endringer',
    columns: [
      { head: 'Endring', cell: ({ description }) => description },
      { head: 'Hjemmel', cell: ({ paragraph }) => paragraph },
      { head: 'Beløp', cell: ({ addedOre }) => kroner(addedOre), kind: 'number' },
      { head: 'Status', cell: ({ status }) => changeTexts[status] },
      {
        head: 'Grense',
        cell: ({ limitOre, rules }) =>
          limitOre !== null &&
          `${kroner(limitOre)}${rules.map(({ status }) => ` (${ruleStatusTexts[status]})`).join('')}`,
      },
    ],
    empty: 'Kontrakten er ikke endret.',
  });

const changeForm = (forms: Forms): Html =>
  stepForm(forms, {
    step: 'endre',
    title: 'Endre kontrakten',
    button: 'Registrer endringen',
    content: (
      filled,
    ) => html`${selectField({ filled, name: 'ground', label: 'Hjemmel i anskaffelsesforskriften § 28-1', choices: Object.entries(groundTexts).map(([value, text]) => ({ value, text })) })}
${textArea({ filled, name: 'description', label: 'Hva som endres, og hvorfor' })}
${textField({ filled, name: 'added', label: 'Tillegg i kroner; negativt om prisen går ned (kan stå tom)' })}
${textField({ filled, name: 'endsOn', label: 'Ny sluttdato (kan stå tom)' })}`,
  });

const subcontractorForm = (forms: Forms, { subcontractors }: Contract): Html =>
  stepForm(forms, {
    step: 'underleverandor',
    title: 'Registrer underleverandør',
    button: 'Registrer',
    content: (
      filled,
    ) => html`${textField({ filled, name: 'organisationNumber', label: 'Organisasjonsnummer' })}
${textField({ filled, name: 'name', label: 'Navn' })}
${textField({ filled, name: 'work', label: 'Hva den gjør' })}
${selectField({ filled, name: 'belowId', label: 'Arbeider for', choices: [{ value: '', text: 'Hovedleverandøren' }, ...subcontractors.map(({ subcontractorId, name }) => ({ value: subcontractorId, text: name }))] })}`,
  });

function apprenticesNotice({ apprentices: { standing, leastSharePercent } }: Contract): Html | false {
  if (standing === 'missing')
    return notice(
      'warn',
      'Kontraktstiden er ute, og ingen timer er rapportert. Be leverandøren om timene: kontrakten krever lærlinger.',
    );
  if (standing !== 'below') return false;
  return notice('warn', `Lærlingene har gjort mindre enn ${leastSharePercent} prosent av arbeidet.`);
}

function apprentices({ apprentices: shown }: Contract): Html {
  const share = shown.sharePercent === null ? undefined : `${quantity(shown.sharePercent)} prosent`;
  return facts([
    ['Lærlingeklausul', shown.isClauseAgreed ? 'avtalt' : 'ikke avtalt'],
    ['Timer', quantity(shown.personHours)],
    ['Av lærlinger', quantity(shown.apprenticeHours)],
    ['Andel', share],
    ...(shown.leastSharePercent === null
      ? []
      : [
          [
            'Minst',
            `${shown.leastSharePercent} prosent (${shown.rules.map(({ status }) => ruleStatusTexts[status]).join(', ')})`,
          ] as const,
        ]),
  ]);
}

const invoices = (forms: Forms, { invoices: all }: Contract, isOpen: boolean): Html =>
  html`<section><h2>Fakturaer</h2>
${table(all, {
  caption: 'Fakturaer',
  columns: [
    { head: 'Nummer', cell: ({ invoiceNumber }) => invoiceNumber },
    { head: 'Beløp', cell: ({ amountOre }) => kroner(amountOre), kind: 'number' },
    { head: 'Registrert', cell: ({ at }) => moment(at) },
  ],
  empty: 'Ingen fakturaer er registrert.',
})}
${isOpen && stepForm(forms, { step: 'faktura', title: 'Registrer faktura', button: 'Registrer', content: (filled) => html`${textField({ filled, name: 'invoiceNumber', label: 'Fakturanummer' })}${textField({ filled, name: 'amount', label: 'Beløp i kroner, uten merverdiavgift' })}` })}</section>`;
