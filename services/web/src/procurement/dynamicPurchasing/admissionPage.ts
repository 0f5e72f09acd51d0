import { moment } from '../../format/time.ts';
import { selectField, textArea } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { doneNotice, facts, heading, statusTag } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { type Forms, stepButton, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { type Admission, admissionTag, refusalGroundWords } from './words.ts';

type Requirements = NonNullable<Case['specification']>['requirements'];

const doneTexts = {
  taopp: 'Leverandøren er tatt opp i ordningen.',
  avsla: 'Søknaden er avslått, og leverandøren får begrunnelsen.',
};

/** One application: until when it is decided, what the supplier says, and the forms that decide it. */
export function admissionPage(
  forms: Forms,
  shown: {
    readonly admission: Admission;
    readonly requirements: Requirements;
    readonly personOf: PersonName;
  },
): Page {
  const { admission, personOf, requirements } = shown;
  const { decidedAt, decidedBy, name, refusal, status } = admission;
  const titleOf = (id: string) => requirements.find((one) => one.requirementId === id)?.title ?? id;
  const mayDecide = hasRole(forms.visit, 'procurement.officer') && status === 'applied';
  return {
    title: `Søknad fra ${name}`,
    section: 'procurement',
    body: html`${heading(name, {
      above: html`<a href="${forms.path.replace(/\/[^/]*$/, '')}">Opptak og kjøp</a>`,
      actions: statusTag(admissionTag(admission)),
    })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${status === 'applied' && html`<p class="lead">Søknaden skal avgjøres innen ${moment(admission.decideBy)}.${admission.isOverdue && ' Fristen er gått ut.'}</p>`}
${facts([
  ['Søkte', moment(admission.appliedAt)],
  ['Organisasjonsnummer', admission.organisationNumber],
  ...(decidedAt === null
    ? []
    : [['Avgjort', `${moment(decidedAt)} av ${personOf(decidedBy ?? '')}`] as const]),
  ...(refusal === null
    ? []
    : [
        ['Grunnlag', refusalGroundWords[refusal.ground]] as const,
        ...(refusal.requirementId === null ? [] : [['Krav', titleOf(refusal.requirementId)] as const]),
        ['Begrunnelse', refusal.reason] as const,
      ]),
])}
<section><h2>Søknaden</h2>
<p class="lines">${admission.statement}</p>
${
  admission.confirmedRequirementIds.length > 0 &&
  html`<p>Leverandøren bekrefter at den oppfyller:</p>
<ul>${admission.confirmedRequirementIds.map((id) => html`<li>${titleOf(id)}</li>`)}</ul>`
}
${mayDecide && stepButton(forms, 'taopp', 'Ta opp leverandøren')}
${mayDecide && refusalForm(forms, requirements)}
</section>`,
  };
}

const refusalForm = (forms: Forms, requirements: Requirements) =>
  stepForm(forms, {
    step: 'avsla',
    title: 'Avslå søknaden',
    button: 'Avslå søknaden',
    tone: 'danger',
    content: (filled) => html`${selectField({
      filled,
      name: 'ground',
      label: 'Grunnlag',
      choices: Object.entries(refusalGroundWords).map(([value, text]) => ({ value, text })),
      empty: 'Velg grunnlag',
    })}
${selectField({
  filled,
  name: 'requirementId',
  label: 'Krav som ikke er oppfylt',
  choices: requirements.map(({ requirementId, title }) => ({ value: requirementId, text: title })),
  empty: 'Ingen',
  optional: true,
})}
${textArea({ filled, name: 'reason', label: 'Begrunnelse', hint: 'Leverandøren får den, og kan søke på nytt.' })}`,
  });
