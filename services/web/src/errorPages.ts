import type { Problem } from '@tiltak/contracts';
import { type Content, html } from './html/html.ts';
import { explain } from './problems.ts';
import type { Page, Visit } from './visit.ts';

/**
 * A service doesn't answer. What a person had sent is not lost: the page holds it, and sends it again as the same
 * request, so that it is carried out once whether or not the first one arrived. Only files have to be chosen again: a
 * page can't put them into a form.
 */
export function unavailablePage(visit: Pick<Visit, 'address' | 'form' | 'files'>): Page {
  const fields = [...visit.form].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const again =
    fields.length > 0
      ? html`<p>Det du sendte inn, er tatt vare på her på siden. Når du prøver igjen, blir det registrert én gang, også om det kom fram første gang.${visit.files.size > 0 && ' Filene må du legge ved på nytt.'}</p>
<form method="post" action="${visit.address}">${fields}<button class="primary">Prøv igjen</button></form>`
      : html`<p>Ingenting er gått tapt. Vent et øyeblikk, og last siden på nytt.</p>
<p><a class="button primary" href="${visit.address}">Prøv igjen</a></p>`;
  return errorPage(
    503,
    'Systemet svarer ikke akkurat nå',
    html`${again}
<p>Varer det mer enn noen minutter, kan du melde fra til systemansvarlig. Haster arbeidet, kan du ringe entreprenøren og registrere bestillingen etterpå.</p>`,
  );
}

/** Neither what is missing nor what belongs to others is told apart. */
export function missingPage(): Page {
  return errorPage(
    404,
    'Siden finnes ikke',
    html`<p>Adressen kan være skrevet feil, eller det du leter etter, er ikke ditt å se.</p>
<p><a href="/">Gå til forsiden</a></p>`,
  );
}

export function forbiddenPage(): Page {
  return errorPage(
    403,
    'Du har ikke tilgang',
    html`<p>Rollen din gir ikke tilgang til denne siden. Kontakt systemansvarlig hvis du mener at det er feil.</p>
<p><a href="/">Gå til forsiden</a></p>`,
  );
}

/** A form without the session's token: from another site, or from before the person signed in anew. */
export function foreignFormPage(): Page {
  return errorPage(
    403,
    'Skjemaet kunne ikke bekreftes',
    html`<p>Ingenting er registrert. Det skjer når siden har vært åpen siden en tidligere innlogging.</p>
<p>Gå tilbake, last siden på nytt og send skjemaet igjen.</p>`,
  );
}

/** A form with files that was larger than it may be (413), or broke off on its way (400). */
export function unreadableFormPage(status: 400 | 413): Page {
  return errorPage(
    status,
    status === 413 ? 'Det du sendte, er for stort' : 'Skjemaet kom ikke helt fram',
    html`<p>Ingenting er registrert. ${
      status === 413
        ? 'Send færre eller mindre filer om gangen.'
        : 'Forbindelsen kan ha blitt brutt underveis. Gå tilbake og send skjemaet igjen.'
    }</p>
<p><a href="/">Gå til forsiden</a></p>`,
  );
}

/** A sign-in that did not come to its end. */
export function signInFailedPage(): Page {
  return errorPage(
    400,
    'Innloggingen ble ikke fullført',
    html`<p>Det tok for lang tid, eller innloggingen ble avbrutt.</p>
<p><a class="button primary" href="/">Logg inn på nytt</a></p>`,
  );
}

/** A fault of our own (500), or a refusal that no form was there to show. */
export function refusedPage(status: number, problem?: Problem): Page {
  const detail = problem && html`<p>${explain(problem).general}</p>`;
  return errorPage(
    status,
    status >= 500 ? 'Noe gikk galt hos oss' : 'Dette gikk ikke',
    html`${detail}<p>Prøv igjen om litt. Skjer det samme, kan du melde fra til systemansvarlig med klokkeslettet.</p>
<p><a href="/">Gå til forsiden</a></p>`,
  );
}

function errorPage(status: number, title: string, content: Content): Page {
  return { title, status, body: html`<div class="message"><h1>${title}</h1>${content}</div>` };
}
