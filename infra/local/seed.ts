import type { Operations } from '@tiltak/contracts';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { projectsOperations } from '@tiltak/contracts/projects';
import { type Client, clientCredentials, createClient } from '@tiltak/http/client';
import { contactEmailOf, demoAgreement } from './data/demo.ts';
import { buildingEntries, frameEntries, measureEntries } from './data/portfolio.ts';
import { clientIdentities } from './issuer/demoPeople.ts';
import type { RunClient, RunFile } from './runFile.ts';

/** What the seed needs to know of a running system. */
export type SeedTarget = Pick<RunFile, 'issuer' | 'clients'> & {
  readonly services: Readonly<Record<string, { readonly url: string }>>;
  /** Where the issuer is reached from here, if not at its own address. */
  readonly internalUrl?: string;
};

/** Part of every Idempotency-Key: with other data under the same number a second run would be refused. */
const edition = 2;
const keyed = (kind: string, key: string | number) => ({ idempotencyKey: `seed-${edition}-${kind}-${key}` });

/**
 * Loads the demo data through the public APIs: frames, measures, buildings, and three made-up suppliers with a
 * framework agreement. Every call has a fixed key, so that a run that was cut off can be repeated and a second one
 * changes nothing. Sets `organisationNumber` and `supplierId` of the demo contractors in `run.clients`. Throws what a
 * service answers when it refuses. Without clients there is nobody to load as: the issuer is not the local one, and
 * the system stays empty.
 */
export async function seed(run: SeedTarget): Promise<void> {
  if (Object.keys(run.clients).length === 0) return;
  const portfolio = clientOf(run, 'projects', projectsOperations, 'portfolio.controller');
  const property = clientOf(run, 'maintenance', maintenanceOperations, 'property.officer');
  const procurement = clientOf(run, 'procurement', procurementOperations, 'procurement.officer');
  await Promise.all([
    loadPortfolio(portfolio),
    loadBuildings(property),
    loadAgreement(procurement, run.clients),
  ]);
}

/** One after the other, because lists show what was registered first, first. */
async function loadPortfolio(portfolio: Client<typeof projectsOperations>): Promise<void> {
  const frameIds = new Map<string, string>();
  for (const { key, body } of frameEntries) {
    const { frameId } = (await portfolio.decideFrame({ body }, keyed('frame', key))).body;
    frameIds.set(key, frameId);
  }
  for (const { key, frame, body } of measureEntries) {
    const frameId = frame === null ? null : (frameIds.get(frame) ?? null);
    await portfolio.createMeasure({ body: { ...body, frameId } }, keyed('measure', key));
  }
}

async function loadBuildings(property: Client<typeof maintenanceOperations>): Promise<void> {
  for (const { key, body } of buildingEntries) await property.addBuilding({ body }, keyed('building', key));
}

async function loadAgreement(
  procurement: Client<typeof procurementOperations>,
  clients: Readonly<Record<string, RunClient>>,
): Promise<void> {
  const suppliers: { supplierId: string; rank: number }[] = [];
  for (const [at, contractor] of demoAgreement.contractors.entries()) {
    const identity = clientIdentities[contractor];
    const client = clients[contractor];
    const organisationNumber = client?.organisationNumber ?? identity?.organisation_number;
    if (!identity || organisationNumber === undefined) throw new Error(`${contractor} is no demo contractor`);
    const body = {
      organisationNumber,
      name: identity.name,
      smallOrMedium: true,
      contactEmail: contactEmailOf(contractor),
    };
    const { supplierId } = (
      await procurement.registerSupplier({ body }, keyed('supplier', organisationNumber))
    ).body;
    suppliers.push({ supplierId, rank: at + 1 });
    if (client) Object.assign(client, { organisationNumber, supplierId });
  }
  const { title, ceilingOre, years } = demoAgreement;
  const year = new Date().getFullYear();
  const body = {
    title,
    suppliers,
    allocation: 'rank' as const,
    ceilingOre,
    validFrom: `${year}-01-01`,
    validTo: `${year + years - 1}-12-31`,
  };
  await procurement.signFrameworkAgreement({ body }, keyed('agreement', year));
}

function clientOf<Ops extends Operations>(
  { issuer, internalUrl, services, clients }: SeedTarget,
  service: string,
  operations: Ops,
  role: string,
): Client<Ops> {
  const url = services[service]?.url;
  const credentials = clients[role];
  if (!url) throw new Error(`the address of ${service} is not known`);
  if (!credentials) throw new Error(`there is no client for the role ${role}`);
  return createClient(operations, {
    baseUrl: url,
    token: clientCredentials({ issuer, internalUrl, ...credentials }),
  });
}
