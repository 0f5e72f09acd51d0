import { AsyncLocalStorage } from 'node:async_hooks';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { projectsOperations } from '@tiltak/contracts/projects';
import { type Client, createClient, NoAnswer, ProblemError } from '@tiltak/http/client';

/** How long a page waits for a service: a person would otherwise think that nothing happens. */
const timeoutMs = 8_000;

/** Where the services are reached. */
export type ServiceUrls = Readonly<
  Record<'projects' | 'procurement' | 'maintenance' | 'notifications', string>
>;

/** The services, called in the name of the person who is signed in, or of nobody. */
export type Services = {
  readonly projects: Client<typeof projectsOperations>;
  readonly procurement: Client<typeof procurementOperations>;
  readonly maintenance: Client<typeof maintenanceOperations>;
  readonly notifications: Client<typeof notificationsOperations>;
};

/** Clients that send the access token with every call; without one the services see an unknown caller. */
export function servicesFor(urls: ServiceUrls, accessToken: string | undefined): Services {
  const token = accessToken === undefined ? {} : { token: async () => accessToken };
  return {
    projects: createClient(projectsOperations, { baseUrl: urls.projects, timeoutMs, ...token }),
    procurement: createClient(procurementOperations, { baseUrl: urls.procurement, timeoutMs, ...token }),
    maintenance: createClient(maintenanceOperations, { baseUrl: urls.maintenance, timeoutMs, ...token }),
    notifications: createClient(notificationsOperations, {
      baseUrl: urls.notifications,
      timeoutMs,
      ...token,
    }),
  };
}

/** A page of a list, as the services answer it. */
export type ListPage<Item> = {
  readonly body: { readonly items: readonly Item[]; readonly next: string | null };
};

/** The services' largest page, and how many of them a select list or an overview takes. */
export const pageLimit = 200;
const maxPages = 5;

/** The most items that `all` gives. */
export const allMax = pageLimit * maxPages;

const noticed = new AsyncLocalStorage<{ isCut: boolean }>();

/** Makes a page and says whether {@link all} left something out of it: then the layout says so, whatever the page is. */
export async function noticingCuts<Made>(
  make: () => Promise<Made>,
): Promise<{ readonly made: Made; readonly isCut: boolean }> {
  const cut = { isCut: false };
  const made = await noticed.run(cut, make);
  return { made, ...cut };
}

/**
 * A list from all its pages, at most 1000 items. For lists that are short by nature; of one that is not after all the
 * page says that it is cut. What people choose from is `choosable`, by which they find the rest.
 */
export async function all<Item>(
  read: (cursor: string | undefined) => Promise<ListPage<Item>>,
): Promise<readonly Item[]> {
  const { items, isWhole } = await allAndMore(read);
  const cut = noticed.getStore();
  if (cut && !isWhole) cut.isCut = true;
  return items;
}

/** The same, and whether there are more, which the page says in its own words. */
export async function allAndMore<Item>(
  read: (cursor: string | undefined) => Promise<ListPage<Item>>,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { body } = await read(cursor);
    items.push(...body.items);
    if (body.next === null) return { items, isWhole: true };
    cursor = body.next;
  }
  return { items, isWhole: false };
}

/** An answer's body; undefined where it is not there, or not for this person. */
export async function ifThere<Answer>(call: Promise<{ readonly body: Answer }>): Promise<Answer | undefined> {
  try {
    return (await call).body;
  } catch (error) {
    if (error instanceof ProblemError && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** What a page can do without while the service that knows it is out of reach. */
export async function ifAnswered<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof NoAnswer || (error instanceof ProblemError && error.status >= 500)) return undefined;
    throw error;
  }
}
