import type { Limits } from '../endpoint/endpoint.ts';
import { createBuckets } from './buckets.ts';
import { createRates } from './rates.ts';
import { inTurn } from './turns.ts';

/** What the engine holds in memory and has under way, at the most. */
export const bounds = {
  /** Requests under way, in all. */
  inFlightMax: 1024,
  /** Requests under way to one endpoint, once it has shown that it takes them. */
  inFlightPerEndpointMax: 16,
  /** Attempts that are over but not recorded yet; beyond it no new ones are started. */
  recordingMax: 4000,
  /** Heads of an endpoint's queues that are loaded ahead of their turn. */
  loadedPerEndpointMax: 512,
  /** Loaded heads, in all. */
  loadedMax: 2048,
  /** Queues in memory; others wait in the database until there is room. */
  queuesMax: 200_000,
} as const;

/** So many failures in a row, and the endpoint counts as down: one request at a time, until one succeeds. */
const downAfterFailures = 3;
/** Urgent heads that are loaded beyond what is loaded ahead. */
const urgentAhead = 32;

type Queue = {
  readonly key: string;
  readonly lane: Lane;
  /** ready: wants to be loaded; busy: loaded, under way or being recorded; waiting: until `dueAt`. */
  state: 'ready' | 'busy' | 'waiting';
  dueAt: number;
  /** Something came while it was busy: look again. */
  again: boolean;
  /** The endpoint is back: don't wait for the schedule. */
  early: boolean;
  /** Something of an urgent order is in it. */
  urgent: boolean;
};

type Lane = {
  readonly endpointId: string;
  readonly ready: Set<Queue>;
  /** Those that are ready and urgent; they are not in `ready`. */
  readonly urgent: Set<Queue>;
  readonly waiting: Set<Queue>;
  /** Its queues, in whatever state. */
  queues: number;
  /** Being loaded, or loaded and not started. */
  held: number;
  inFlight: number;
  /** How many may be in flight now, and at the most. */
  window: number;
  windowMax: number;
  /** How many may be begun in a second; null: any number. */
  perSecondMax: number | null;
  failuresInRow: number;
  /** The endpoint asked to be left alone until then (milliseconds of the epoch). */
  restUntil: number;
};

/** How an attempt ended, as far as the pace is concerned. */
export type Pace = { readonly delivered: boolean; readonly restUntil?: number };

/**
 * Who is next. A queue is what one endpoint is to get of one order, one after the other; only its key is in memory,
 * its head is read from the database each time. Queues of an endpoint form a lane with a window of its own: halved by
 * a failure, one while the endpoint is down, doubled by each success; so a slow endpoint holds up nobody but itself,
 * and one that comes back is not run over. Pure bookkeeping: no I/O, and time is passed in.
 */
export function createQueues() {
  const queues = new Map<string, Queue>();
  const lanes = new Map<string, Lane>();
  const waiting = createBuckets<Queue>();
  /** Outlives the lanes. */
  const rates = createRates();
  let inFlight = 0;

  function laneOf(endpointId: string): Lane {
    let lane = lanes.get(endpointId);
    if (!lane) {
      lane = {
        endpointId,
        ready: new Set(),
        urgent: new Set(),
        waiting: new Set(),
        queues: 0,
        held: 0,
        inFlight: 0,
        window: bounds.inFlightPerEndpointMax,
        windowMax: bounds.inFlightPerEndpointMax,
        perSecondMax: null,
        failuresInRow: 0,
        restUntil: 0,
      };
      lanes.set(endpointId, lane);
    }
    return lane;
  }

  /** How many are loaded while others are under way: few where it goes slowly, because they may be stale by then. */
  function aheadOf({ window, windowMax }: Lane): number {
    const atLeast = window * 2;
    if (window < windowMax) return atLeast;
    return Math.max(
      atLeast,
      Math.min(bounds.loadedPerEndpointMax, Math.floor(bounds.loadedMax / lanes.size)),
    );
  }

  /** Whether it is time to load more: many at a time, because looking costs more than what is found. */
  const isShort = (lane: Lane): boolean =>
    lane.urgent.size > 0 || (lane.ready.size > 0 && lane.held <= aheadOf(lane) / 2);

  const readyRow = ({ lane, urgent }: Queue): Set<Queue> => (urgent ? lane.urgent : lane.ready);

  function makeReady(queue: Queue): void {
    queue.lane.waiting.delete(queue);
    readyRow(queue).add(queue);
    queue.state = 'ready';
  }

  /** Something may be there to deliver in this queue. */
  function hint(key: string, isUrgent = false): void {
    const queue = queues.get(key);
    if (!queue) {
      if (queues.size >= bounds.queuesMax) return;
      const lane = laneOf(key.slice(0, key.indexOf('/')));
      const fresh: Queue = {
        ...{ key, lane, state: 'ready', dueAt: 0, again: false, early: false, urgent: isUrgent },
      };
      queues.set(key, fresh);
      lane.queues += 1;
      readyRow(fresh).add(fresh);
      return;
    }
    if (isUrgent && !queue.urgent) {
      queue.urgent = true;
      if (queue.lane.ready.delete(queue)) queue.lane.urgent.add(queue);
    }
    if (queue.state === 'waiting') makeReady(queue);
    else if (queue.state === 'busy') queue.again = true;
  }

  /** Queues whose head is to be loaded now, at most `limit`, a fair share of each lane. They are busy from here on. */
  function take(limit: number, now: number): { key: string; early: boolean }[] {
    const taken: { key: string; early: boolean }[] = [];
    for (const lane of [...lanes.values()]) {
      const ahead = aheadOf(lane);
      if (now < lane.restUntil || !isShort(lane)) continue;
      for (const queue of lane.held < ahead ? inTurn(lane.urgent, lane.ready) : lane.urgent) {
        if (taken.length >= limit) return taken;
        // Urgent ones are loaded whatever is loaded already, to overtake it.
        if (lane.held >= (queue.urgent ? ahead + urgentAhead : ahead)) break;
        readyRow(queue).delete(queue);
        queue.state = 'busy';
        lane.held += 1;
        taken.push({ key: queue.key, early: queue.early });
        queue.early = false;
        queue.again = false;
      }
      // The lane goes to the back, so that the limit doesn't always cut off the same ones.
      if (taken.length > 0 && lane.ready.size + lane.urgent.size > 0) {
        lanes.delete(lane.endpointId);
        lanes.set(lane.endpointId, lane);
      }
    }
    return taken;
  }

  /** What an endpoint takes at the most, as far as it is known; from now on. */
  function limit(endpointId: string, { inFlightMax, perSecondMax }: Limits): void {
    const lane = lanes.get(endpointId);
    if (!lane) return;
    lane.windowMax = Math.min(inFlightMax, bounds.inFlightPerEndpointMax);
    lane.window = Math.min(lane.window, lane.windowMax);
    lane.perSecondMax = perSecondMax;
  }

  /** Whether a loaded head may be sent now; if so, it counts as in flight. */
  function start(key: string, now: number): boolean {
    const lane = queues.get(key)?.lane;
    if (!lane || inFlight >= bounds.inFlightMax || lane.inFlight >= lane.window) return false;
    if (lane.perSecondMax !== null && !rates.take(lane.endpointId, lane.perSecondMax, now)) return false;
    lane.held -= 1;
    lane.inFlight += 1;
    inFlight += 1;
    return true;
  }

  /** The attempt is over: its place is free, and the endpoint's pace changes. The queue is busy until `settle`. */
  function finish(key: string, { delivered, restUntil = 0 }: Pace): void {
    const lane = queues.get(key)?.lane;
    if (!lane) return;
    lane.inFlight -= 1;
    inFlight -= 1;
    lane.restUntil = Math.max(lane.restUntil, restUntil);
    if (!delivered) {
      lane.failuresInRow += 1;
      lane.window = lane.failuresInRow >= downAfterFailures ? 1 : Math.max(1, Math.floor(lane.window / 2));
      return;
    }
    const wasDown = lane.failuresInRow >= downAfterFailures;
    lane.failuresInRow = 0;
    lane.window = Math.min(lane.windowMax, lane.window * 2);
    if (wasDown)
      for (const queue of lane.waiting) {
        queue.early = true;
        makeReady(queue);
      }
  }

  /** A queue that was taken and not started goes back to where it was. */
  function giveBack(key: string): void {
    const queue = queues.get(key);
    if (queue?.state !== 'busy') return;
    queue.lane.held -= 1;
    makeReady(queue);
  }

  /** The endpoint has changed: whatever waits for a time is looked at anew. One that moved begins like a new one. */
  function reconsider(endpointId: string, { moved }: { readonly moved: boolean }): void {
    const lane = lanes.get(endpointId);
    if (!lane) return;
    if (moved) {
      lane.restUntil = 0;
      lane.failuresInRow = 0;
      lane.window = lane.windowMax;
    }
    for (const queue of lane.waiting) makeReady(queue);
  }

  /** What a busy queue is now: to be looked at again, empty, or waiting until `dueAt` (milliseconds of the epoch). */
  function settle(key: string, next: 'again' | 'empty' | { readonly dueAt: number }, held: boolean): void {
    const queue = queues.get(key);
    if (queue?.state !== 'busy') return;
    const { lane } = queue;
    if (held) lane.held -= 1;
    if (next === 'again' || queue.again) makeReady(queue);
    else if (next === 'empty') {
      queues.delete(key);
      lane.queues -= 1;
      // What is known of its pace is kept while there is something to be slow with.
      if (lane.queues === 0) lanes.delete(lane.endpointId);
    } else {
      queue.state = 'waiting';
      queue.dueAt = next.dueAt;
      lane.waiting.add(queue);
      waiting.add(queue, next.dueAt);
    }
  }

  /** Makes those ready whose time has come. */
  function tick(now: number): void {
    for (const queue of waiting.take(now))
      if (queue.state === 'waiting' && queue.dueAt <= now) makeReady(queue);
  }

  return {
    hint,
    limit,
    take,
    reconsider,
    start,
    finish,
    giveBack,
    settle,
    tick,
    /** Whether there is something to load for an endpoint. */
    isShort(endpointId: string): boolean {
      const lane = lanes.get(endpointId);
      return lane !== undefined && isShort(lane);
    },
    /** Whether an endpoint has so little to do that it would wait for a queue that is being recorded. */
    isIdle(endpointId: string): boolean {
      const lane = lanes.get(endpointId);
      return lane !== undefined && lane.urgent.size + lane.ready.size + lane.held < lane.window;
    },
    has: (key: string): boolean => queues.has(key),
    get size() {
      return queues.size;
    },
    get inFlight() {
      return inFlight;
    },
  };
}

export type Queues = ReturnType<typeof createQueues>;
