import { dayInWords, kroner, momentInWords, oneLine } from '../mail/words.ts';

const reasonMax = 200;

const heldReasons: Readonly<Record<string, string>> = {
  exceeds_available: 'beløpet er større enn det som er igjen i rammen',
  unknown_measure: 'tiltaket er ukjent for porteføljen',
  measure_without_frame: 'tiltaket har ingen ramme å belaste',
  frame_not_decided: 'rammen er ikke vedtatt ennå',
  no_contractor_left: 'ingen av entreprenørene i rammeavtalen har tatt oppdraget',
  agreement_unknown: 'rammeavtalen finnes ikke',
  agreement_not_valid: 'rammeavtalen gjelder ikke i dag',
  agreement_ceiling_reached: 'beløpet er større enn det som er igjen av rammeavtalens øvre grense',
};

/** A firm by its name, or where that is not known by its number. */
export const firmName = (name: string | undefined, organisationNumber: string | null): string =>
  name ||
  (organisationNumber === null ? 'entreprenøren' : `firmaet med organisasjonsnummer ${organisationNumber}`);

export const held = ({
  amountOre,
  reason,
}: {
  readonly amountOre: number;
  readonly reason: string;
}): string =>
  `En bestilling på ${kroner(amountOre)} er på vent: ${heldReasons[reason] ?? oneLine(reason, reasonMax)}.`;

export const declined = (firm: string, reason: string | null): string =>
  `${firm} har takket nei til et avrop${reason ? `: «${oneLine(reason, reasonMax)}»` : ''}.`;

export const awaitsInspection = (firm: string, waitingSince: string): string =>
  `Arbeidet som ${firm} meldte ferdig ${momentInWords(waitingSince)}, venter fortsatt på befaring.`;

const clockWords: Readonly<Record<'response' | 'arrival' | 'fix', string>> = {
  response: 'å svare på et avrop',
  arrival: 'å møte på stedet',
  fix: 'å bli ferdig med arbeidet',
};

export const clockAboutToBreak = (firm: string, clock: keyof typeof clockWords, dueAt: string): string =>
  `${firm} har frist til ${momentInWords(dueAt)} med ${clockWords[clock]}, og det er ikke skjedd ennå.`;

export const clockBroken = (firm: string, clock: keyof typeof clockWords, dueAt: string): string =>
  `${firm} overholdt ikke fristen ${momentInWords(dueAt)} med ${clockWords[clock]}.`;

export const changeProposed = (
  firm: string,
  { addedOre, description }: { readonly addedOre: number | null; readonly description: string },
): string => `${firm} ber om en endring${priceOf(addedOre)}: «${oneLine(description, reasonMax)}».`;

export const changePriced = (firm: string, addedOre: number): string =>
  `${firm} har priset en endring dere har bedt om${priceOf(addedOre)}. Den venter på en avgjørelse.`;

function priceOf(addedOre: number | null): string {
  if (addedOre === null) return '';
  if (addedOre === 0) return ', uten endret pris';
  return addedOre > 0 ? `, ${kroner(addedOre)} i tillegg` : `, ${kroner(-addedOre)} mindre`;
}

/** Something is past its time; the first time that it is told nobody needs to hear that it is the first. */
type Overdue = {
  readonly description: string;
  readonly dueOn: string;
  readonly awaits: 'contractor' | 'officer';
  readonly escalation: number;
};
const again = ({ escalation }: Overdue): string =>
  escalation > 1 ? ` Dette er varsel nummer ${escalation}.` : '';

export const defectOverdue = (firm: string, overdue: Overdue): string => {
  const what = `«${oneLine(overdue.description, reasonMax)}»`;
  return overdue.awaits === 'officer'
    ? `En mangel som ${firm} har meldt utbedret, venter på kontroll: ${what}.${again(overdue)}`
    : `${firm} har ikke utbedret en mangel innen fristen ${dayInWords(overdue.dueOn)}: ${what}.${again(overdue)}`;
};

export const claimOverdue = (firm: string, overdue: Overdue): string => {
  const what = `«${oneLine(overdue.description, reasonMax)}»`;
  return overdue.awaits === 'officer'
    ? `En reklamasjon på arbeidet til ${firm} venter på kommunen: ${what}.${again(overdue)}`
    : `${firm} har ikke utbedret en reklamasjon innen fristen ${dayInWords(overdue.dueOn)}: ${what}.${again(overdue)}`;
};

export const claimPeriodEnding = (firm: string, claimsUntil: string, openClaims: number): string =>
  `Reklamasjonsfristen for arbeidet til ${firm} går ut ${dayInWords(claimsUntil)}, og ${openClaims === 1 ? 'én reklamasjon er' : `${openClaims} reklamasjoner er`} ikke avsluttet.`;

export const expired = (firm: string, respondBy: string): string =>
  `${firm} svarte ikke på et avrop innen fristen ${momentInWords(respondBy)}.`;
