import { kroner, momentInWords, oneLine } from '../mail/words.ts';

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

export const expired = (firm: string, respondBy: string): string =>
  `${firm} svarte ikke på et avrop innen fristen ${momentInWords(respondBy)}.`;
