import { contactEmailOf } from '../local/data/demo.ts';
import type { CaughtMessage } from '../local/mail/mailbox.ts';
import type { Cast } from './cast.ts';
import { krone, placeOrder, readOrder, untilOrder } from './order.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

const contractor = 'contractor-1';
const title = 'Løs gesims over inngangen';

/**
 * A contractor that runs no server gets the offer by e-mail, looks at it as often as it likes, and answers once by the
 * link. Where mail goes to a real server instead of the local catcher, nothing can be played.
 */
export async function playWithoutServer(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { mail } = world.run;
  if (!mail) return;
  const { notifications } = world.as(contractor);
  const { body: endpoints } = await notifications.listEndpoints({ query: { limit: 200 } });
  const enabled = endpoints.items.filter(({ status }) => status === 'enabled');
  await steps('Entreprenøren har ikke noe system som er slått på', async () => {
    for (const { endpointId } of enabled) await notifications.disableEndpoint({ params: { endpointId } });
  });
  const orderId = await placeOrder(world, cast, steps, { title, amountOre: 38_000 * krone });
  const offer = await steps(
    'Forespørselen kommer på e-post',
    () => untilMail(mail.url, orderId, /^Forespørsel om oppdrag/),
    ({ subject, to }) => `«${subject}» til ${to.join()}`,
  );
  const page = openLink(world, offer);
  await steps('Lenken åpnes, også av et virusfilter: ingenting er besvart', async () => {
    for (let time = 0; time < 3; time++) expectStatus((await page.get()).status, 200);
    const { status, callOffs } = await readOrder(world, orderId);
    if (status !== 'offered' || callOffs[0]?.answeredAt !== null) throw new Error(`the order is ${status}`);
  });
  await steps('Entreprenøren godtar på siden', async () =>
    expectStatus((await page.answer('accept')).status, 303),
  );
  await steps(
    'Bestillingen er bundet, og kvitteringene fra e-posten står på den',
    () =>
      eventually('the order is placed and shows what was mailed', async () => {
        const order = await readOrder(world, orderId);
        const mailed = order.deliveries.filter(
          ({ channel, status }) => channel === 'email' && status === 'delivered',
        );
        return order.status === 'placed' && mailed.length >= 2 && mailed;
      }),
    (mailed) => mailed.map(({ eventType, at }) => `${eventType.split('.').at(-2)} ${at}`).join(', '),
  );
  await steps('Lenken er brukt: et nytt svar avvises', async () => {
    expectStatus((await page.answer('decline')).status, 422);
    await untilOrder(world, orderId, 'placed');
  });
  await steps(
    'Bekreftelsen kommer på e-post',
    () => untilMail(mail.url, orderId, /^Oppdraget er deres/),
    ({ subject }) => `«${subject}»`,
  );
  await steps('Systemet slås på igjen, og får det som ventet', async () => {
    for (const { endpointId } of enabled) await notifications.enableEndpoint({ params: { endpointId } });
    await eventually(
      'the parked offer',
      async () => cast.receivers[contractor]?.of(orderId, 'calloff.offered')[0],
    );
  });
  await steps('Bestillingen avbestilles, pengene frigis', () =>
    world
      .as('property.officer')
      .maintenance.cancelOrder({ params: { orderId }, body: { reason: 'Slutt på demonstrasjonen' } }),
  );
}

/** Waits for a letter about the order in the mail catcher. */
const untilMail = (catcherUrl: string, orderId: string, subject: RegExp): Promise<CaughtMessage> =>
  eventually(`a letter about ${orderId}: ${subject}`, async () => {
    const query = new URLSearchParams({ to: contactEmailOf(contractor) });
    const { items } = (await (await fetch(`${catcherUrl}/messages?${query}`)).json()) as {
      readonly items: readonly CaughtMessage[];
    };
    return items.find((one) => one.thread?.includes(orderId) && subject.test(one.subject));
  });

/** The page behind the link in a letter, as a browser uses it; reached where the console is from here. */
function openLink(world: World, { text }: CaughtMessage) {
  const link = /https?:\S+\/svar\/\S+/.exec(text)?.[0];
  const web = world.run.services.web?.url;
  if (link === undefined || web === undefined) throw new Error(`the letter holds no link:\n${text}`);
  const { origin, pathname } = new URL(link);
  const url = new URL(pathname, web);
  return {
    get: () => fetch(url),
    answer: (answer: 'accept' | 'decline') =>
      fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams({ answer, reason: 'Likevel ikke' }),
      }),
  };
}

function expectStatus(status: number, expected: number): void {
  if (status !== expected) throw new Error(`the page answered ${status}, not ${expected}`);
}
