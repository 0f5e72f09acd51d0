import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that this process measures; `await metrics.metrics()` is the text that Prometheus reads. */
export const metrics = new Registry();

let processMetrics = false;

/** CPU, memory, event loop and garbage collection of this process. A second call does nothing. */
export function startProcessMetrics(): void {
  if (processMetrics) return;
  processMetrics = true;
  collectDefaultMetrics({ register: metrics });
}

/** The counter of this name; made on the first call. Names end in `_total`. */
export function counter<Label extends string = never>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Counter<Label> {
  return (
    found<Counter<Label>>(name) ?? new Counter({ name, help, labelNames: [...labels], registers: [metrics] })
  );
}

/**
 * The gauge of this name; made on the first call. `collect` is called at every reading of the metrics and sets the
 * gauge; a later one takes the place of an earlier one.
 */
export function gauge<Label extends string = never>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
  collect?: (gauge: Gauge<Label>) => void | Promise<void>,
): Gauge<Label> {
  const made =
    found<Gauge<Label>>(name) ?? new Gauge({ name, help, labelNames: [...labels], registers: [metrics] });
  if (collect !== undefined) Object.assign(made, { collect: () => collect(made) });
  return made;
}

/** From 1 ms to 10 s. */
const defaultBucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The histogram of this name; made on the first call. Names of durations end in `_seconds`. */
export function histogram<Label extends string = never>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
  buckets: readonly number[] = defaultBucketsSeconds,
): Histogram<Label> {
  return (
    found<Histogram<Label>>(name) ??
    new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [metrics] })
  );
}

function found<Metric>(name: string): Metric | undefined {
  return metrics.getSingleMetric(name) as Metric | undefined;
}
