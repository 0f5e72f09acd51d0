import { context, propagation, trace } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { startProcessMetrics } from './metrics.ts';

export type Telemetry = {
  /** Sends what is waiting to be exported (at most 3 s) and switches tracing off. */
  readonly stop: () => Promise<void>;
};

const flushTimeoutMs = 3_000;

/**
 * Starts tracing and the process metrics. There is always a real tracer, so that every request has a `traceparent`
 * (https://www.w3.org/TR/trace-context/) to store and to pass on. Spans are exported only if
 * `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is set (or processors are given, for tests):
 * unlike the SDK's own default, nothing is ever sent to localhost unasked. Metrics and logs are not exported.
 */
export async function startTelemetry(options: {
  readonly service: string;
  readonly spanProcessors?: readonly SpanProcessor[];
}): Promise<Telemetry> {
  startProcessMetrics();
  const exporting = (options.spanProcessors?.length ?? 0) > 0 || isExportAsked(process.env);
  const shutdown = exporting ? await startSdk(options) : await startTracer();
  return {
    stop: async () => {
      await withinMs(flushTimeoutMs, shutdown());
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

function isExportAsked(env: NodeJS.ProcessEnv): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const off = env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none';
  return Boolean(endpoint) && !off;
}

/** The whole SDK: exporters, samplers and limits from the standard `OTEL_*` variables. */
async function startSdk(options: {
  readonly service: string;
  readonly spanProcessors?: readonly SpanProcessor[];
}): Promise<() => Promise<void>> {
  const [{ NodeSDK }, { W3CTraceContextPropagator }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/core'),
  ]);
  // The other detectors would export the command line, the user and the host's name.
  process.env.OTEL_NODE_RESOURCE_DETECTORS ??= 'env';
  const sdk = new NodeSDK({
    serviceName: options.service,
    textMapPropagator: new W3CTraceContextPropagator(),
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
    ...(options.spanProcessors && { spanProcessors: [...options.spanProcessors] }),
  });
  sdk.start();
  return () => sdk.shutdown();
}

/**
 * The part of the SDK that makes trace and span ids. When nothing is exported this is all that is needed; it takes
 * 0.1 s and 4 MB to load where the whole of sdk-node takes 0.3 to 0.6 s and 20 MB, in each of the services.
 */
async function startTracer(): Promise<() => Promise<void>> {
  const [{ TracerProvider }, { AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
    ]);
  const provider = new TracerProvider();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

/** Waits for the work, but no longer; a collector that is away must not hold up a stop. */
async function withinMs(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work.catch(() => {}), limit]);
  clearTimeout(timer);
}
