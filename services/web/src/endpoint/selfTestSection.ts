import { moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, notice, statusTag, table } from '../html/parts.ts';
import { checkWords, type SelfTest } from './words.ts';

type Check = SelfTest['checks'][number];

/** What the last self-test found, and the button for another one. */
export function selfTestSection(test: SelfTest | undefined, start: Html): Html {
  return html`<section><h2>Selvtest</h2>
<p>Selvtesten sender ti prøvehendelser, riktige og gale, og viser hva systemet deres gjorde med dem. Ingen av dem gjelder en bestilling.</p>
${test && result(test)}
${test?.status !== 'running' && start}</section>`;
}

function result(test: SelfTest): Html {
  const columns: readonly Column<Check>[] = [
    { head: 'Prøve', cell: ({ check }) => checkWords[check].name },
    { head: 'Resultat', cell: tag },
    {
      head: 'Svar',
      kind: 'short',
      cell: ({ requests }) => requests.map(({ statusCode }) => statusCode ?? 'ikke svar').join(', '),
    },
    {
      head: 'Forventet',
      cell: ({ check, passed }) =>
        html`${checkWords[check].expected}${passed === false && html` <span class="under">${checkWords[check].advice}</span>`}`,
    },
  ];
  return html`${summary(test)}${table(test.checks, { caption: 'Selvtest', columns, empty: '' })}`;
}

function tag({ passed }: Check): Html {
  if (passed === null) return statusTag({ label: 'Venter', tone: 'waiting' });
  return passed
    ? statusTag({ label: 'Bestått', tone: 'done' })
    : statusTag({ label: 'Ikke bestått', tone: 'stopped' });
}

function summary({ finishedAt, passed }: SelfTest): Html {
  if (finishedAt === null) return notice('info', html`<p>Selvtesten pågår.</p>`);
  return passed
    ? notice('good', html`<p>Alle prøvene er bestått, ${moment(finishedAt)}.</p>`)
    : notice(
        'warn',
        html`<p>Noen prøver er ikke bestått, ${moment(finishedAt)}. Rett opp det som står under, og kjør selvtesten på nytt.</p>`,
      );
}
