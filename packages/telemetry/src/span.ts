import {
  type Attributes,
  type Context,
  context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export type { Span };

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export type SpanOptions = {
  /** Which side of a call the span is; `internal` when left out. */
  readonly kind?: keyof typeof kinds;
  readonly attributes?: Attributes;
  /** The `traceparent` of the span that caused this one; left out or not valid: the active span, if any. */
  readonly parent?: string | undefined;
  /** The `traceparent`s of other spans that this one belongs with, e.g. those of a batch's messages. */
  readonly links?: readonly string[];
};

/**
 * Runs `fn` in a span of its own, which is then the active one, and ends the span when `fn` is done. What `fn` throws
 * is recorded on the span and thrown on. Costs a few microseconds.
 */
export async function withSpan<Result>(
  name: string,
  options: SpanOptions,
  fn: (span: Span) => Promise<Result> | Result,
): Promise<Result> {
  const parent = contextOf(options.parent);
  const span = trace.getTracer('tiltak').startSpan(
    name,
    {
      kind: kinds[options.kind ?? 'internal'],
      ...(options.attributes && { attributes: options.attributes }),
      ...(options.links && { links: options.links.flatMap(linkTo) }),
    },
    parent,
  );
  try {
    return await context.with(trace.setSpan(parent, span), fn, undefined, span);
  } catch (error) {
    recordFailure(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed; for an error that is dealt with inside of it. */
export function recordFailure(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The active span in W3C form, to be stored or sent along; undefined outside of any span. */
export function currentTraceparent(): string | undefined {
  const active = trace.getSpanContext(context.active());
  if (active === undefined || !trace.isSpanContextValid(active)) return undefined;
  return `00-${active.traceId}-${active.spanId}-${active.traceFlags.toString(16).padStart(2, '0')}`;
}

function contextOf(traceparent: string | undefined): Context {
  const remote = traceparent === undefined ? undefined : parse(traceparent);
  return remote === undefined ? context.active() : trace.setSpanContext(ROOT_CONTEXT, remote);
}

function linkTo(traceparent: string): readonly Link[] {
  const linked = parse(traceparent);
  return linked === undefined ? [] : [{ context: linked }];
}

const traceparentForm = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:$|-)/;

/** By hand, since `parseTraceParent` is in the SDK, which is loaded late; undefined where it isn't valid. */
function parse(traceparent: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = traceparentForm.exec(traceparent) ?? [];
  const parsed = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return trace.isSpanContextValid(parsed) ? parsed : undefined;
}
