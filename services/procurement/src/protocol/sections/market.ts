import { procedures } from '../../procurement/procedure/procedures.ts';
import { type Block, entry, gap, paragraph } from '../document.ts';
import { caseOf, type ProtocolFacts, personName, rowsOf } from '../facts.ts';
import { moment } from '../words.ts';

/** What the market was asked and told before the competition; everyone who bids may read the same. */
export function marketDialogue(facts: ProtocolFacts): readonly Block[] {
  const opened = rowsOf(facts, 'DialogueOpened').at(-1)?.data;
  if (!opened) {
    const { steps } = procedures[caseOf(facts).procedure];
    const isPossible = steps.planned?.includes('market_dialogue');
    return [
      paragraph(isPossible ? 'Det er ikke holdt markedsdialog.' : 'Prosedyren har ingen markedsdialog.'),
    ];
  }
  const concluded = rowsOf(facts, 'DialogueConcluded').at(-1)?.data;
  return [
    entry(
      `Markedsdialogen ble kunngjort ${moment(opened.at)}`,
      opened.notice,
      `Behovet, beskrevet ved funksjon: ${opened.needByFunction}`,
    ),
    ...meetings(facts),
    ...otherNotes(facts),
    paragraph(
      concluded
        ? `Dialogen ble avsluttet ${moment(concluded.at)}, og alle kunne lese referatene.`
        : 'Dialogen er ikke avsluttet.',
    ),
  ];
}

function meetings(facts: ProtocolFacts): readonly Block[] {
  const notes = rowsOf(facts, 'DialogueNoteRecorded');
  return rowsOf(facts, 'MeetingAnnounced').flatMap(({ data: { meetingId, title, startsAt, place } }) => {
    const own = notes.filter(({ data }) => data.meetingId === meetingId);
    const isHeld = Date.parse(startsAt) <= Date.parse(facts.at);
    return [
      entry(
        `Møte: ${title}, ${moment(startsAt)}`,
        `Sted: ${place}.`,
        ...own.flatMap((row) => noteLines(facts, row)),
      ),
      ...(own.length === 0 && isHeld ? [gap(`Møtet «${title}» har ikke noe referat.`)] : []),
    ];
  });
}

const otherNotes = (facts: ProtocolFacts): readonly Block[] =>
  rowsOf(facts, 'DialogueNoteRecorded')
    .filter(({ data }) => data.meetingId === null)
    .map((row) => entry(`Notat fra dialogen, ${moment(row.data.at)}`, ...noteLines(facts, row)));

const noteLines = (
  facts: ProtocolFacts,
  { actor, data }: ReturnType<typeof rowsOf<'DialogueNoteRecorded'>>[number],
): readonly string[] => [
  ...(data.participants.length > 0 ? [`Til stede: ${data.participants.join(', ')}.`] : []),
  data.text,
  `Ført av ${personName(facts, actor)} ${moment(data.at)}.`,
];
