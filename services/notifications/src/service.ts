import { hostname } from 'node:os';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { createVault, type ServiceDefinition } from '@tiltak/service';
import type * as z from 'zod';
import { type Config, config } from './config.ts';
import { deliveries } from './delivery/deliveries.ts';
import { receipts } from './delivery/receipts.ts';
import { responsesCollection } from './delivery/responses.ts';
import { deliveryHandlers } from './delivery/routes.ts';
import type { RetryPolicy } from './delivery/schedule.ts';
import { contractorsCollection } from './endpoint/contractor.ts';
import { endpoints } from './endpoint/endpoint.ts';
import { failingCollection, failingTimer } from './endpoint/failing.ts';
import { endpointHandlers } from './endpoint/routes.ts';
import { runEngine } from './engine/engine.ts';
import { messagesCollection } from './feed/message.ts';
import { feedHandlers } from './feed/routes.ts';
import { contactsCollection } from './mail/contact.ts';
import { mails } from './mail/mails.ts';
import { runOutbox } from './mail/outbox.ts';
import { mailHandlers } from './mail/routes.ts';
import { createMailTransport } from './mail/transport.ts';
import { onDigestDue } from './news/digest.ts';
import { newsCollection, newsHeadCollection } from './news/news.ts';
import { newsHandlers } from './news/routes.ts';
import { digestTimer, subscriptionsCollection } from './news/subscription.ts';
import { publish } from './publish.ts';
import { reactions } from './reactions/index.ts';
import { selfTestHandlers } from './selfTest/routes.ts';
import { runSelfTests } from './selfTest/runner.ts';
import { selfTests } from './selfTest/selfTest.ts';
import { onEndpointFailing } from './warning/onEndpointFailing.ts';

const signingKeysOf = ({ SIGNING_KEY, SIGNING_KEYS_OLD }: Config) => [SIGNING_KEY, ...SIGNING_KEYS_OLD];
const vaultOf = ({ SECRETS_KEY, SECRETS_KEYS_OLD }: Config) => createVault(SECRETS_KEY, SECRETS_KEYS_OLD);

/** The service that brings events to contractors. */
export const definition: ServiceDefinition<Config, typeof notificationsOperations> = {
  name: 'notifications',
  title: 'Tiltak notifications: endpoints, deliveries, the pull feed',
  config: config as z.ZodType<Config>,
  aggregates: [endpoints, deliveries, receipts, mails, selfTests],
  collections: [
    ...[contactsCollection, contractorsCollection, messagesCollection, responsesCollection],
    ...[failingCollection, newsCollection, newsHeadCollection, subscriptionsCollection],
  ],
  publish: () => publish,
  operations: notificationsOperations,
  handlers: (store, settings, stopping) => ({
    ...endpointHandlers(store, settings, vaultOf(settings)),
    ...deliveryHandlers(store),
    ...selfTestHandlers(store),
    ...feedHandlers(store, { signingKeys: signingKeysOf(settings), stopping }),
    ...mailHandlers(store),
    ...newsHandlers(store),
  }),
  listensTo: ['maintenance', 'procurement'],
  reactions: (_settings, store) => reactions(store),
  timers: () => ({ [failingTimer]: onEndpointFailing, [digestTimer]: onDigestDue }),
  companion: async (store, settings, logger) => {
    const posting = {
      holder: `${hostname()}:${process.pid}:${store.newId()}`,
      vault: vaultOf(settings),
      signingKeys: signingKeysOf(settings),
      allowLoopback: settings.WEBHOOK_ALLOW_LOOPBACK,
      timeoutMs: settings.WEBHOOK_TIMEOUT_SECONDS * 1000,
    };
    const retry = { waitsSeconds: settings.RETRY_SECONDS, forSeconds: settings.RETRY_FOR_SECONDS };
    if (settings.SMTP_URL === undefined) logger.warn('without SMTP_URL letters wait: none is sent');
    const parts = [
      runEngine(store, {
        ...posting,
        retry,
        onError: (error) => logger.error({ err: error }, 'fault in the delivery engine'),
      }),
      runSelfTests(store, {
        ...posting,
        onError: (error) => logger.error({ err: error }, 'fault in a self-test'),
      }),
      runOutbox(store, {
        ...{ holder: posting.holder, retry: mailRetry(retry), transport: transportOf(settings) },
        departmentEmail: settings.PROPERTY_MAIL,
        consoleUrl: settings.WEB_URL.replace(/\/$/, ''),
        onError: (error) => logger.error({ err: error }, 'fault in the outbox'),
      }),
    ];
    return { stop: async () => void (await Promise.all(parts.map((part) => part.stop()))) };
  },
};

/** The longest wait between two attempts to hand a letter in: the mail server is ours, and is up again soon. */
const mailWaitSecondsMax = 3600;

const mailRetry = ({ waitsSeconds, forSeconds }: RetryPolicy): RetryPolicy => ({
  waitsSeconds: waitsSeconds.map((wait) => Math.min(wait, mailWaitSecondsMax)),
  forSeconds,
});

const transportOf = ({ SMTP_URL: url, MAIL_FROM: from, SMTP_TIMEOUT_SECONDS }: Config) =>
  url === undefined ? undefined : createMailTransport({ url, from, timeoutMs: SMTP_TIMEOUT_SECONDS * 1000 });
