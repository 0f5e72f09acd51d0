export { createLogger, type Logger } from './logger.ts';
export { counter, gauge, histogram, metrics, startProcessMetrics } from './metrics.ts';
export { currentTraceparent, recordFailure, type Span, type SpanOptions, withSpan } from './span.ts';
export { startTelemetry, type Telemetry } from './startTelemetry.ts';
