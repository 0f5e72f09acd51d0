import type { EventOf, EventSchemas, PublishedEvent } from '@tiltak/contracts';
import type { Work } from '@tiltak/store';

/** What an event leads to in this service. Its effects and the watermark are one transaction. */
export type Reaction<Event extends PublishedEvent = PublishedEvent> = {
  (event: Event): Work<void>;
  /** Nobody waits for it: it goes with what somebody waits for, or a little later. */
  readonly isPatient?: boolean;
  /**
   * It hangs on no earlier event of its stream: one that can't be applied is set aside alone, and later ones go on. It
   * is applied when it can be, after those; so it must not take back what a later one says.
   */
  readonly isIndependent?: boolean;
};

/** A service's reactions by event type; an event of another type only moves the watermark. */
export type Reactions = Readonly<Record<string, Reaction>>;

/**
 * Ties reactions to the schemas of the producer's events: `data` is parsed before a reaction sees it. They are patient
 * where nobody waits for what they lead to, and independent where they hang on no earlier event of their stream.
 */
export function react<Schemas extends EventSchemas>(
  schemas: Schemas,
  reactions: {
    readonly [Type in keyof Schemas & PublishedEvent['type']]?: Reaction<
      Extract<EventOf<Schemas>, { type: Type }>
    >;
  },
  { isPatient = false, isIndependent = false } = {},
): Reactions {
  const parsed: Record<string, Reaction> = {};
  for (const [type, reaction] of Object.entries(reactions) as [PublishedEvent['type'], Reaction][])
    parsed[type] = Object.assign(
      (event: PublishedEvent) => reaction({ ...event, data: schemas[type]?.parse(event.data) }),
      { isPatient, isIndependent },
    );
  return parsed;
}
