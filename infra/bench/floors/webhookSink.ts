/**
 * A contractor's order system that answers at once and keeps its connections: `/hook` with 204, `/slow/<ms>` after so
 * long, `/down` with 503. It notes when each `webhook-id` came first. Ids of the benchmark's events are
 * `<run>.<order>.<sequence>`, so that their order can be looked at without reading a body.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nowMs } from '../load.ts';
import { answer, taskOfThisProcess } from './task.ts';

taskOfThisProcess();
let arrivals = new Map<string, number>();
let lastOf = new Map<string, number>();
const nothing = { received: 0, repeated: 0, disordered: 0 };
let counts = { ...nothing, under: 0, underMax: 0 };

function note(id: string): void {
  counts.received += 1;
  if (arrivals.has(id)) {
    counts.repeated += 1;
    return;
  }
  arrivals.set(id, nowMs());
  const at = id.lastIndexOf('.');
  const order = id.slice(0, at);
  const sequence = Number(id.slice(at + 1));
  if (sequence < (lastOf.get(order) ?? 0)) counts.disordered += 1;
  else lastOf.set(order, sequence);
}

function endLate(afterMs: number, end: () => void): void {
  counts.under += 1;
  counts.underMax = Math.max(counts.underMax, counts.under);
  setTimeout(() => {
    counts.under -= 1;
    end();
  }, afterMs);
}

const server = createServer((request, response) => {
  const path = request.url ?? '';
  const end = (status: number) => response.writeHead(status).end();
  request.resume();
  request.on('end', () => {
    if (path.startsWith('/down')) end(503);
    else if (path.startsWith('/slow/')) endLate(Number(path.split('/')[2]), () => end(200));
    else {
      note(String(request.headers['webhook-id']));
      end(204);
    }
  });
});
server.keepAliveTimeout = 60_000;

process.on('message', (asked: 'counts' | 'arrivals' | 'forget') => {
  if (asked === 'forget') {
    arrivals = new Map();
    lastOf = new Map();
    counts = { ...nothing, under: counts.under, underMax: 0 };
  }
  if (asked === 'arrivals') answer({ ...counts, arrivals: [...arrivals] });
  else answer({ ...counts, distinct: arrivals.size });
});
server.listen(0, '127.0.0.1', () =>
  answer({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
