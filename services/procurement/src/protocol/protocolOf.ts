import { procedures } from '../procurement/procedure/procedures.ts';
import { type Block, type Document, type Section, type SectionKey, sectionKeys } from './document.ts';
import { caseOf, type ProtocolFacts, personName, rowsOf } from './facts.ts';
import { admissions } from './sections/admission.ts';
import { clarifications, receipts, rejections } from './sections/bids.ts';
import { award, complaints, contract, standstill } from './sections/decision.ts';
import { evaluation, impartiality, qualification } from './sections/evaluation.ts';
import { marketDialogue } from './sections/market.ts';
import { competition, lots, procedure, value } from './sections/need.ts';
import { partnership } from './sections/partnership.ts';
import { rules } from './sections/rules.ts';
import { dialogue, selection } from './sections/selection.ts';
import { moment } from './words.ts';

type Content = (facts: ProtocolFacts) => readonly Block[];

/** Each section: its heading, and what it is made of. */
const sections: Readonly<Record<SectionKey, { readonly heading: string; readonly content: Content }>> = {
  value: { heading: 'Anslått verdi', content: value },
  procedure: { heading: 'Prosedyre og begrunnelse', content: procedure },
  market_dialogue: { heading: 'Markedsdialog', content: marketDialogue },
  lots: { heading: 'Oppdeling i delkontrakter (FOA § 19-4)', content: lots },
  competition: { heading: 'Konkurransen og endringer i den', content: competition },
  receipts: { heading: 'Mottak og åpning', content: receipts },
  qualification: { heading: 'Kvalifisering', content: qualification },
  selection: { heading: 'Utvelgelse', content: selection },
  admissions: { heading: 'Opptak i dynamisk innkjøpsordning', content: admissions },
  rejections: { heading: 'Avvisning', content: rejections },
  clarifications: { heading: 'Spørsmål og avklaringer (FOA § 23-5)', content: clarifications },
  dialogue: { heading: 'Dialog og forhandlinger', content: dialogue },
  evaluation: { heading: 'Evaluering av tilbudene', content: evaluation },
  award: { heading: 'Tildeling, begrunnelse og verdi', content: award },
  standstill: { heading: 'Karens', content: standstill },
  complaints: { heading: 'Klager', content: complaints },
  contract: { heading: 'Kontrakt', content: contract },
  partnership: { heading: 'Utvikling med partnere: vilkår, faser og avgjørelser', content: partnership },
  impartiality: { heading: 'Habilitet', content: impartiality },
  rules: { heading: 'Regler som er brukt', content: rules },
};

/**
 * The procurement protocol (anskaffelsesprotokoll) of a case as its journal tells it. Every section is always there:
 * where nothing happened it says so, and where something is missing it shows the gap. Nobody writes facts into it;
 * reasons that people added stand with their names at the end of their sections.
 */
export function protocolOf(facts: ProtocolFacts): Document & { readonly sections: readonly Section[] } {
  const { title, procedure: name, rehearsal } = caseOf(facts);
  return {
    title: `Anskaffelsesprotokoll: ${title}`,
    lead: [
      ...(rehearsal ? ['Dette er en øvelse og ingen virkelig anskaffelse.'] : []),
      `Sak ${facts.procurementId}. ${procedures[name].norwegian}.`,
      `Protokollen er laget av sakens hendelser slik de var ${moment(facts.at)}. Opplysningene kan ikke endres; begrunnelser som er lagt til, står med navn.`,
    ],
    sections: sectionKeys.map((key) => ({
      key,
      heading: sections[key].heading,
      blocks: [...sections[key].content(facts), ...reasonsFor(key, facts)],
    })),
  };
}

const reasonsFor = (key: SectionKey, facts: ProtocolFacts): readonly Block[] =>
  rowsOf(facts, 'ProtocolReasonAdded')
    .filter(({ data }) => data.section === key)
    .map(({ data }) => ({
      ...{ type: 'reason' as const, text: data.text },
      ...{ by: personName(facts, data.by), at: moment(data.at) },
    }));
