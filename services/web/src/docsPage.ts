import type { Config } from './config.ts';
import { html } from './html/html.ts';
import { heading, table } from './html/parts.ts';
import type { Page } from './visit.ts';

/** Where the services' own interfaces are described. The console itself has pages only. */
export function docsPage(config: Config): Page {
  const services = [
    { name: 'Portefølje', what: 'Rammer, tiltak og regnskap', url: config.PROJECTS_URL },
    { name: 'Anskaffelser', what: 'Leverandører og rammeavtaler', url: config.PROCUREMENT_URL },
    { name: 'Vedlikehold', what: 'Bygninger, arbeid, bestillinger og avrop', url: config.MAINTENANCE_URL },
    { name: 'Varsling', what: 'Webhooks, kvitteringer og hendelsesstrøm', url: config.NOTIFICATIONS_URL },
  ];
  const columns = [
    { head: 'Tjeneste', cell: ({ name }: (typeof services)[number]) => name },
    { head: 'Innhold', cell: ({ what }: (typeof services)[number]) => what },
    {
      head: 'Beskrivelse',
      cell: ({ name, url }: (typeof services)[number]) =>
        html`<a href="${url}/docs">Les om ${name.toLowerCase()}</a> eller hent <a href="${url}/openapi.json">OpenAPI-dokumentet</a>`,
    },
  ];
  return {
    title: 'Grensesnitt for systemer',
    body: html`${heading('Grensesnitt for systemer')}
<p>Konsollen er for mennesker. Andre systemer snakker med tjenestene direkte; hver av dem beskriver grensesnittet sitt (på engelsk).</p>
${table(services, { caption: 'Tjenestene', columns, empty: '' })}`,
  };
}
