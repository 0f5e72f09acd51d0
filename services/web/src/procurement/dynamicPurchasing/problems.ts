import type { Explanation } from '../../problems.ts';

/** The words of the codes of dynamic purchasing systems, for people. */
export const dynamicPurchasingExplanations: Readonly<Record<string, Explanation>> = {
  system_not_found: { text: 'Den dynamiske innkjøpsordningen finnes ikke.' },
  system_not_open: { text: 'Den dynamiske innkjøpsordningen er ikke åpen nå.' },
  nobody_admitted: {
    text: 'Ingen leverandører er tatt opp i innkjøpsordningen ennå, så ingen kan inviteres.',
  },
  too_many_admitted: { text: 'Flere er tatt opp i innkjøpsordningen enn det én invitasjon kan omfatte.' },
  applications_undecided: {
    text: ({ facts }) =>
      typeof facts?.applied === 'number'
        ? `Avgjør først søknadene som kom inn i tide. Det gjenstår ${facts.applied}.`
        : 'Avgjør først søknadene som kom inn i tide.',
  },
  already_applied: { text: 'Dere har allerede søkt om opptak, og søknaden er til behandling.' },
  already_admitted: { text: 'Dere er allerede tatt opp i innkjøpsordningen.' },
  already_decided: { text: 'Søknaden er allerede avgjort.' },
  requirements_missing: {
    text: 'Alle kvalifikasjonskravene må være oppfylt for å bli tatt opp.',
    field: 'confirmedRequirementIds',
  },
  requirement_not_found: { text: 'Oppgi hvilket av ordningens krav det gjelder.', field: 'requirementId' },
};
