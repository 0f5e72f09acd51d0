import type { OperationAnswer } from '@tiltak/contracts';
import type { interestOperations } from '@tiltak/contracts/procurement';
import { organisationNumberText } from '../../format/quantity.ts';
import {
  blank,
  checkboxField,
  errorSummary,
  type Filled,
  form,
  selectField,
  textField,
} from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { kindWords } from '../advice/words.ts';

type OwnFirm = OperationAnswer<(typeof interestOperations)['getOwnSupplier']>;
type Interests = OperationAnswer<(typeof interestOperations)['getInterests']>;

type Shown = {
  /** Undefined: the firm is not registered. */
  readonly own: OwnFirm | undefined;
  readonly interests: Interests | undefined;
  readonly filled: Filled;
};

const doneTexts = {
  firma: 'Opplysningene om firmaet er lagret.',
  interesser: 'Dere får beskjed om nye konkurranser som passer.',
  slutt: 'Dere får ikke lenger beskjed om nye konkurranser.',
};

/** A firm's own side: who it is, and which new competitions it wants to hear of. */
export function alertsPage(visit: SignedInVisit, shown: Shown): Page {
  const { own, filled } = shown;
  return {
    title: 'Varsler om nye konkurranser',
    section: 'alerts',
    body: html`${heading('Varsler om nye konkurranser')}
${doneNotice(visit.query, doneTexts)}
${errorSummary(filled)}
<p class="lead">Si hva firmaet kan levere, så får dere beskjed når kommunen kunngjør noe som passer: til systemet deres, eller på e-post. Alle konkurransene står under <a href="/kunngjoringer">Kunngjøringer</a>.</p>
<h2>Firmaet</h2>
${
  own &&
  facts([
    ['Navn', own.name],
    ['Organisasjonsnummer', organisationNumberText(own.organisationNumber)],
  ])
}
${firmForm(visit, shown)}
${own && html`<h2>Hva dere vil høre om</h2>${interestForm(visit, shown)}`}`,
  };
}

const of = (filled: Filled, name: string): Filled => (filled.form === name ? filled : blank(name));

function firmForm(visit: SignedInVisit, { own, filled: sent }: Shown): Html {
  const filled = of(sent, 'firma');
  const name = own
    ? html`<input type="hidden" name="name" value="${own.name}">`
    : textField({ filled, name: 'name', label: 'Firmaets navn' });
  const stated = own?.smallOrMedium;
  const content = html`${name}
${selectField({
  ...{ filled, name: 'smallOrMedium', label: 'Er firmaet en liten eller mellomstor bedrift (SMB)?' },
  ...{
    optional: true,
    empty: 'Ikke oppgitt',
    value: stated === undefined || stated === null ? '' : stated ? 'ja' : 'nei',
  },
  choices: [
    { value: 'ja', text: 'Ja' },
    { value: 'nei', text: 'Nei' },
  ],
})}
${textField({
  ...{ filled, name: 'email', label: 'E-postadresse', optional: true, value: own?.contactEmail ?? '' },
  hint: 'Bruk en felles postkasse og ikke en persons: Adressen blir stående i kommunens logg. Den brukes når dere ikke har et system som tar imot meldingene.',
})}
<button class="primary">${own ? 'Lagre' : 'Registrer firmaet'}</button>`;
  return form(visit, { action: '/varsler/firma', content });
}

function interestForm(visit: SignedInVisit, { interests, filled: sent }: Shown): Html {
  const filled = of(sent, 'interesser');
  const kinds = (['goods', 'services', 'works'] as const).map((kind) =>
    checkboxField({
      ...{ filled, name: kind, label: kindWords[kind] },
      value: interests?.kinds.includes(kind) ? 'ja' : '',
    }),
  );
  const content = html`
${textField({
  ...{
    filled,
    name: 'cpv',
    label: 'CPV-koder',
    optional: true,
    value: interests?.cpvPrefixes.join(' ') ?? '',
  },
  hint: 'Hele koder eller begynnelsen av dem, for eksempel 4526 90910000. Tomt felt betyr alle.',
})}
${textField({
  ...{ filled, name: 'areas', label: 'Områder', optional: true, value: interests?.areaIds.join(', ') ?? '' },
  hint: 'Med komma mellom, for eksempel Fornebu, Rykkinn. Tomt felt betyr hele kommunen.',
})}
<fieldset><legend>Gjelder (ingen valgt betyr alt)</legend>${kinds}</fieldset>
<button class="primary">${interests?.alerts ? 'Lagre' : 'Gi oss beskjed'}</button>`;
  return html`<p>${
    interests?.alerts ? 'Varslene er på.' : 'Varslene er av.'
  }</p>${form(visit, { action: '/varsler/interesser', content })}
${interests?.alerts && form(visit, { action: '/varsler/avslutt', content: html`<button>Avslutt varslene</button>` })}`;
}
