import { Rejection } from '@tiltak/decider';
import type { Config } from '../config.ts';
import { whyNotAllowed } from '../guard/url.ts';

/** Throws `url_not_allowed` for a URL that can't be a webhook endpoint, with the reason. */
export function mustBeAllowed(url: string, config: Pick<Config, 'WEBHOOK_ALLOW_LOOPBACK'>): void {
  const why = whyNotAllowed(url, { allowLoopback: config.WEBHOOK_ALLOW_LOOPBACK });
  if (why !== undefined)
    throw new Rejection('url_not_allowed', `This URL can't be a webhook endpoint: ${why}.`, { reason: why });
}
