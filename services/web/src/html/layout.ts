import { allMax } from '../services.ts';
import { csrfField } from '../session/csrf.ts';
import type { Person } from '../session/session.ts';
import type { Page, Section } from '../visit.ts';
import { rolesText } from '../words/role.ts';
import { attributes, type Html, html } from './html.ts';
import { notice } from './parts.ts';

/** Where the style sheet, the scripts and the icon are; their addresses change with their content. */
export type AssetUrls = {
  readonly style: string;
  readonly script: string;
  /** What seals and opens bids in the browser; large, so only pages that need it have it. */
  readonly sealing: string;
  readonly icon: string;
};

type Viewer = { readonly person: Person; readonly csrf: string };
type Entry = { readonly section: Section; readonly path: string; readonly text: string };

const staffEntries: readonly Entry[] = [
  { section: 'portfolio', path: '/portefolje', text: 'Portefølje' },
  { section: 'jobs', path: '/arbeid', text: 'Arbeid' },
  { section: 'orders', path: '/bestillinger', text: 'Bestillinger' },
  { section: 'plans', path: '/planer', text: 'Planer' },
  { section: 'register', path: '/eiendom', text: 'Eiendom' },
  { section: 'procurement', path: '/anskaffelser', text: 'Anskaffelser' },
  { section: 'news', path: '/nyheter', text: 'Nyheter' },
];
const contractorEntries: readonly Entry[] = [
  { section: 'assignments', path: '/oppdrag', text: 'Oppdrag' },
  { section: 'endpoints', path: '/mottak', text: 'Mottak' },
  { section: 'alerts', path: '/varsler', text: 'Varsler' },
];

/** Whether somebody works for a contractor and not for the municipality. */
export const isContractor = ({ roles }: Person): boolean => roles.includes('contractor');

/** The whole document around a page. */
export function layout(
  page: Page,
  {
    assets,
    isCut,
    viewer,
  }: {
    readonly assets: AssetUrls;
    readonly viewer: Viewer | undefined;
    /** Whether a list on the page leaves something out, and does not say so itself. */
    readonly isCut?: boolean;
  },
): Html {
  const main = attributes({
    'data-refresh-seconds': page.refreshSeconds,
    'data-sealing-script': page.needsSealing && assets.sealing,
  });
  return html`<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – Tiltak</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" defer></script>
</head>
<body>
<a class="skip" href="#innhold">Hopp til innholdet</a>
<header class="top">
<div class="frame">
<a class="brand" href="/"><svg aria-hidden="true" viewBox="0 0 24 24"><path d="M3 19h18M5 19v-6h3v6M10.5 19V9h3v10M16 19V5h3v14"/></svg>Tiltak</a>
${viewer && navigation(viewer.person, page.section)}
${viewer && whoIsHere(viewer)}
</div>
</header>
<main id="innhold" class="frame" tabindex="-1"${main}>
${isCut && notice('warn', html`<p>En liste på denne siden er for lang til å vises i sin helhet. Den viser de første ${allMax}.</p>`)}
${page.body}
</main>
<p id="nytt" class="unseen" role="status"></p>
<footer class="frame"><p>Tiltak følger hver krone fra vedtak til betalt faktura. <a href="/kunngjoringer">Kunngjøringer</a> <a href="/docs">Grensesnitt for systemer</a></p></footer>
</body>
</html>
`;
}

function navigation(person: Person, section: Section | undefined): Html {
  const entries = isContractor(person) ? contractorEntries : staffEntries;
  const items = entries.map(
    (entry) =>
      html`<li><a href="${entry.path}"${attributes({ 'aria-current': entry.section === section && 'page' })}>${entry.text}</a></li>`,
  );
  return html`<nav aria-label="Hovedmeny"><ul>${items}</ul></nav>`;
}

function whoIsHere({ person, csrf }: Viewer): Html {
  return html`<form class="who" method="post" action="/auth/logg-ut">
<input type="hidden" name="${csrfField}" value="${csrf}">
<span><strong>${person.name}</strong> <span>${rolesText(person.roles)}</span></span>
<button class="plain">Logg ut</button>
</form>`;
}
