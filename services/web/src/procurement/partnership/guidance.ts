import { type Html, html } from '../../html/html.ts';
import type { Kind } from './words.ts';

/** What there is to explain: a step of the partnership. */
export type Subject =
  | 'terms'
  | 'start'
  | 'phase'
  | 'delivery'
  | 'test'
  | 'decision'
  | 'payment'
  | 'purchase'
  | 'end';

const texts: Readonly<Record<Subject, string | Readonly<Record<Kind, string>>>> = {
  terms: {
    innovation_partnership:
      'Kommunen betaler først for utviklingen, fase for fase, og kan så kjøpe det som ble utviklet, uten en ny konkurranse. Derfor må det stå fast før kunngjøringen hva som skal oppnås, hva det høyst kan koste, og hvem som får rettighetene.',
    pre_commercial_procurement:
      'Kommunen betaler flere leverandører for å utvikle side om side. Kjøpet av det som blir utviklet, er en egen anskaffelse der alle kan konkurrere. Derfor har vilkårene ingen kjøpspris, og leverandørene beholder rettighetene.',
  },
  start:
    'Partnerskapet starter med alle som har signert kontrakt. En kontrakt som verken er signert eller oppgitt, holder starten igjen.',
  phase:
    'En partner begynner på en fase når kommunen setter den i gang. Frist, budsjett og leveranser står i vilkårene.',
  delivery:
    'Partneren leverer selv alt som fasen krever. En leveranse etter fristen tas imot og merkes. Fram til testen kan partneren levere på nytt.',
  test: 'Kommunen tester det som er levert, og registrerer hva som ble målt. Tallet avgjør om målet er nådd. Testen kan gjøres om til fasen er avgjort, og den nyeste gjelder.',
  decision: {
    innovation_partnership:
      'Etter testen avgjør kommunen om partneren går videre. Hver partner avgjøres for seg, med begrunnelse. Uten betaling gjelder avgjørelsen straks. Med betaling må en annen person bekrefte den.',
    pre_commercial_procurement:
      'Alle leverandørene i fasen sammenlignes samtidig og rangeres, med begrunnelse. Ingen går videre foran en som er rangert bedre. Med betaling må en annen person bekrefte avgjørelsen.',
  },
  payment:
    'Det kan betales underveis i en fase, innenfor fasebudsjettet og den høyeste utviklingskostnaden. En annen person må bekrefte betalingen.',
  purchase: {
    innovation_partnership:
      'Bare det som er utviklet her, kan kjøpes, av den som utviklet det. Alle målene må være nådd i testene, og prisen må være innenfor det kjøpet høyst kan koste. Én person åpner opsjonen, og en annen utløser den. Da blir kjøpet en endring av kontrakten.',
    pre_commercial_procurement:
      'En førkommersiell anskaffelse omfatter ikke kjøp. Det som er utviklet, kjøpes i en egen anskaffelse.',
  },
  end: 'Partnerskapet kan avsluttes når ingen partner er midt i en fase. Går den siste partneren ut, avsluttes det av seg selv.',
};

const rules: Readonly<Record<Kind, string>> = {
  innovation_partnership: 'anskaffelsesforskriften § 13-1 tredje ledd og kapittel 26',
  pre_commercial_procurement: 'anskaffelsesforskriften § 2-5, unntaket for forskning og utvikling',
};

/** The rule that a step rests on, as it was read in secondary sources. */
function ruleOf(kind: Kind, subject: Subject): string {
  return subject === 'purchase' && kind === 'innovation_partnership'
    ? 'anskaffelsesforskriften kapittel 26 og § 28-1 bokstav a'
    : rules[kind];
}

/** What a step is, in plain words, and the rule that it rests on. */
export function guidance(kind: Kind, subject: Subject): Html {
  const text = texts[subject];
  return html`<p>${typeof text === 'string' ? text : text[kind]}</p>
<p class="under">Grunnlag: ${ruleOf(kind, subject)} (fra sekundærkilde).</p>`;
}
