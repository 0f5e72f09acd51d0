import { openReceiver, type Receiver } from './receiver.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

/** What every scene plays on: a measure with money, a building, an agreement, and the contractors' order systems. */
export type Cast = {
  readonly measureId: string;
  readonly frameId: string;
  readonly buildingId: string;
  readonly frameworkAgreementId: string;
  /** By client, `contractor-1` first by rank. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  close(): Promise<void>;
};

/** Finds the demo data, and gives each of the three demo contractors a webhook receiver. */
export async function assemble(world: World, steps: Steps): Promise<Cast> {
  const { projects, procurement, maintenance } = {
    projects: world.as('portfolio.controller').projects,
    procurement: world.as('procurement.officer').procurement,
    maintenance: world.as('property.officer').maintenance,
  };
  const measure = await steps(
    'Tiltakspakken er lastet: finn et stimuleringstiltak',
    async () => {
      const { body } = await projects.listMeasures({ query: { part: 'stimuleringstiltak', limit: 200 } });
      const found = body.items.find(({ name, frameId }) => frameId !== null && /vedlikehold/i.test(name));
      if (!found?.frameId) throw new Error('the demo data hold no maintenance measure with a frame');
      return { ...found, frameId: found.frameId };
    },
    ({ name }) => name,
  );
  const building = await steps(
    'Finn et kommunalt bygg',
    async () => {
      const { body } = await maintenance.listBuildings({ query: { limit: 200 } });
      const found = body.items[0];
      if (!found) throw new Error('the demo data hold no building');
      return found;
    },
    ({ name }) => name,
  );
  const agreement = await steps(
    'Finn rammeavtalen',
    async () => {
      const { body } = await procurement.listFrameworkAgreements({ query: { limit: 200 } });
      const found = body.items.find(({ allocation }) => allocation === 'rank');
      if (!found) throw new Error('the demo data hold no framework agreement by rank');
      return found;
    },
    ({ title, suppliers }) => `${title}: ${suppliers.map(({ name }) => name).join(', ')}`,
  );
  const receivers: Record<string, Receiver> = {};
  for (const client of ['contractor-1', 'contractor-2', 'contractor-3'])
    receivers[client] = await steps(
      `${client} registrerer sitt endepunkt for webhooks`,
      () => connect(world, client),
      ({ url }) => url,
    );
  return {
    measureId: measure.measureId,
    frameId: measure.frameId,
    buildingId: building.buildingId,
    frameworkAgreementId: agreement.frameworkAgreementId,
    receivers,
    async close() {
      for (const [client, receiver] of Object.entries(receivers)) {
        await switchOff(world, client);
        await receiver.close();
      }
    },
  };
}

/** A receiver with an endpoint of its own; endpoints of earlier plays, which nobody listens to, are switched off. */
async function connect(world: World, client: string): Promise<Receiver> {
  await switchOff(world, client);
  const receiver = await openReceiver();
  const { notifications } = world.as(client);
  const { body } = await notifications.createEndpoint({ body: { url: receiver.url, eventTypes: [] } });
  receiver.useSecret(body.secret);
  await notifications.sendTestEvent({ params: { endpointId: body.endpointId } });
  await eventually('the test event', async () =>
    receiver.received.some(({ event }) => event.type.includes('endpoint.test')),
  );
  return receiver;
}

async function switchOff(world: World, client: string): Promise<void> {
  const { notifications } = world.as(client);
  const { body } = await notifications.listEndpoints({ query: { limit: 200 } });
  for (const { endpointId, status, url } of body.items)
    if (status === 'enabled' && url.startsWith('http://127.0.0.1'))
      await notifications.disableEndpoint({ params: { endpointId } });
}
