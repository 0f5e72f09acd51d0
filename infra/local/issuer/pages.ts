import { escapeHtml } from '../html.ts';
import type { DemoPerson } from './demoPeople.ts';

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Tiltak</title>
<link rel="stylesheet" href="/assets/signIn.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function personButton({ id, name, title }: DemoPerson): string {
  const initials = name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
  return `<li><button name="person" value="${escapeHtml(id)}">
<span class="initials" aria-hidden="true">${escapeHtml(initials)}</span>
<span class="who"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(title)}</span></span>
</button></li>`;
}

/** The list of demo people; each is a button that signs in as that person. */
export function signInPage(people: readonly DemoPerson[]): string {
  const isContractor = (person: DemoPerson): boolean => person.roles.includes('contractor');
  const list = (heading: string, chosen: readonly DemoPerson[]): string =>
    `<h2>${heading}</h2>\n<ul>\n${chosen.map(personButton).join('\n')}\n</ul>`;
  return page(
    'Velg hvem du vil logge inn som',
    `<p class="notice">Dette er innlogging for utvikling og demonstrasjon. Personene og firmaene er oppdiktet, og det trengs ikke passord.</p>
<form method="post">
${list(
  'Kommunen',
  people.filter((person) => !isContractor(person)),
)}
${list('Entreprenører', people.filter(isContractor))}
</form>`,
  );
}

/** Asks whether to sign out. `form` comes from the provider; with `isAsked`, a script answers yes at once. */
export function signOutPage(form: string, isAsked: boolean): string {
  return page(
    'Logg ut',
    `${form}
<p>Vil du logge ut av Tiltak?</p>
<p class="choices"><button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Logg ut</button>
<button type="submit" form="op.logoutForm">Bli innlogget</button></p>
${isAsked ? '<script src="/assets/signOut.js"></script>' : ''}`,
  );
}

/** Shown after signing out when the client named no page to go back to. */
export function signedOutPage(): string {
  return page('Du er logget ut', '<p>Du kan lukke dette vinduet.</p>');
}

/** Shown when a request to the provider is wrong; the code and the detail are for developers, and in English. */
export function errorPage(code: string, detail: string | undefined): string {
  return page(
    'Noe gikk galt ved innloggingen',
    `<p>Gå tilbake til Tiltak og prøv på nytt.</p>
<p class="detail">${escapeHtml(code)}${detail ? `: ${escapeHtml(detail)}` : ''}</p>`,
  );
}
