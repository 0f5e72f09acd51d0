import type { OperationAnswer } from '@tiltak/contracts';
import type { designContestOperations } from '@tiltak/contracts/procurement';
import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { facts, table } from '../../html/parts.ts';

export type ContestResult = OperationAnswer<(typeof designContestOperations)['getOwnContestResult']>;

/** How a design contest went: the firm's own place with what the jury thought, and who got a prize. */
export const contestResult = ({ entryCount, own, prizes, revealedAt }: ContestResult): Html =>
  html`<section><h2>Resultatet</h2>
${facts([
  ['Plassering', `${quantity(own.place)} av ${quantity(entryCount)}`],
  ['Premie', own.prizeOre > 0 ? kroner(own.prizeOre) : 'Ingen'],
  ['Kode', html`<code>${own.code}</code>`],
  ['Juryens vurdering av utkastet', own.opinion],
  ['Navnene ble kjent', moment(revealedAt)],
])}
${table(prizes, {
  caption: 'Premierte utkast',
  columns: [
    { head: 'Plass', cell: ({ place }) => quantity(place), kind: 'number' },
    { head: 'Deltaker', cell: ({ name }) => name },
    { head: 'Premie', cell: ({ prizeOre }) => kroner(prizeOre), kind: 'number' },
  ],
  empty: 'Ingen utkast ble premiert.',
})}</section>`;
