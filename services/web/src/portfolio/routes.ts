import { dateFrom } from '../format/time.ts';
import { pageLimit } from '../services.ts';
import { page, type Route, type SignedInVisit } from '../visit.ts';
import { measureChoice } from './measureChoice.ts';
import { measurePage } from './measurePage.ts';
import { portfolioPage } from './portfolioPage.ts';

async function showPortfolio(visit: SignedInVisit) {
  const asOf = asOfQuery(visit);
  const [portfolio, measures] = await Promise.all([
    visit.api.projects.getPortfolio({ query: asOf }),
    measureChoice(visit.api, { sought: visit.query.get('sok') }, asOf),
  ]);
  return portfolioPage(visit, { portfolio: portfolio.body, measures, asOf: asOf.asOf });
}

async function showMeasure(visit: SignedInVisit) {
  const measureId = visit.params.measureId!;
  const asOf = asOfQuery(visit);
  const { body: measure } = await visit.api.projects.getMeasure({ params: { measureId }, query: asOf });
  const [frame, orders] = await Promise.all([
    measure.frameId === null
      ? undefined
      : visit.api.projects.getFrame({ params: { frameId: measure.frameId }, query: asOf }),
    visit.api.maintenance.listOrders({ query: { measureId, limit: pageLimit } }),
  ]);
  return measurePage({ measure, frame: frame?.body, orders: orders.body, asOf: asOf.asOf });
}

/** A day that can't be read is as none: the page then shows what it stands for. */
function asOfQuery({ query }: SignedInVisit): { readonly asOf?: string } {
  const asOf = dateFrom(query.get('per') ?? '');
  return asOf === undefined ? {} : { asOf };
}

export const portfolioRoutes: readonly Route[] = [
  page('/portefolje', showPortfolio),
  page('/tiltak/:measureId', showMeasure),
];
