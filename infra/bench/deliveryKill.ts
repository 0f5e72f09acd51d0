import { setTimeout as delay } from 'node:timers/promises';
import { openContractorSide } from './contractorSide.ts';
import type { Figure } from './figure.ts';
import { line } from './line.ts';
import { nowMs } from './load.ts';
import { sendPaced } from './paced.ts';

const ratePerSecond = 500;
const full = { seconds: 20, killAfterMs: 8_000 };
const quick = { seconds: 12, killAfterMs: 5_000 };
const arriveWithinMs = 120_000;

/**
 * SIGKILL of notifications in the middle of 500 events a second, started again at once: what is lost, and how much
 * later than it was due the worst event came.
 */
export const measureDeliveryKill: Figure = async (bench) => {
  const { seconds, killAfterMs } = bench.isQuick ? quick : full;
  const side = await openContractorSide(bench.system);
  try {
    await side.start();
    const url = `${side.sink.origin}/hook`;
    await side.as('contractor-1').createEndpoint({ body: { url, eventTypes: [] } });
    bench.say(`${ratePerSecond} events a second for ${seconds} s, with a SIGKILL in between`);
    const sending = sendPaced(side, {
      ...{ to: 'contractor-1', ratePerSecond, count: ratePerSecond * seconds },
      ...{ arriveWithinMs, signal: bench.signal },
    });
    sending.catch(() => {}); // Awaited below.
    await delay(killAfterMs, undefined, { signal: bench.signal });
    await side.kill();
    const killedAt = nowMs();
    await side.start();
    const readyMs = nowMs() - killedAt;
    const figure = await sending;
    return {
      lines: [
        line({
          what: `lost by a SIGKILL at ${ratePerSecond}/s, of ${ratePerSecond * seconds}`,
          ...{ value: figure.lost, unit: '' },
          target: { of: 'figure', atMost: 0 },
        }),
        line({
          what: `worst delay by a SIGKILL at ${ratePerSecond}/s`,
          ...{ value: figure.maxMs / 1000, unit: 's' },
          target: { of: 'figure', atMost: 5 },
        }),
        line({
          what: `out of order by a SIGKILL at ${ratePerSecond}/s`,
          ...{ value: figure.disordered, unit: '' },
          target: { of: 'figure', atMost: 0 },
        }),
      ],
      notes: [
        `after the SIGKILL notifications was ready again in ${(readyMs / 1000).toFixed(1)} s; ${figure.repeated} events came twice`,
      ],
      details: { ratePerSecond, seconds, readyMs, figure },
    };
  } finally {
    await side.end();
  }
};
