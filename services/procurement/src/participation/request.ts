import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** A supplier's own declaration on a requirement, in the manner of the European single procurement document (ESPD). */
export type Declaration = {
  readonly requirementId: string;
  readonly isFulfilled: boolean;
  /** What proves it, or where that is. */
  readonly evidence: string;
};
export type Requested = {
  readonly procurementId: string;
  readonly supplierId: string;
  readonly declarations: readonly Declaration[];
  /** Which grounds for exclusion apply and what was done about them; null: none applies. */
  readonly exclusionGrounds: string | null;
  /** When the server had received it: what was compared with the deadline. */
  readonly receivedAt: string;
};
/** When it arrived, and until when requests are taken. */
export type Arrival = {
  readonly receivedAt: string;
  /** When it is decided; between the two it waited for the database. */
  readonly at: string;
  /** The instant itself is too late. Null: no requests are asked for. */
  readonly deadline: string | null;
};
export type RequestCommand =
  | (Omit<Requested, 'receivedAt'> & {
      readonly type: 'request';
      /** What the competition asks for. */
      readonly requirementIds: readonly string[];
      readonly arrival: Arrival;
    })
  | { readonly type: 'withdraw'; readonly arrival: Arrival };
export type RequestEvent =
  | DomainEvent<'ParticipationRequested', Requested>
  | DomainEvent<'RequestWithdrawn', { readonly receivedAt: string }>;
export type RequestState =
  | { readonly status: 'none' }
  | (Requested & { readonly status: 'requested' | 'withdrawn'; readonly version: number });

/** How long what was received in time may wait for the database and is still taken. */
export const waitMsMax = 60_000;

/** Throws `request_late`, `requests_not_asked`, `requirement_not_found`, `declaration_missing`, `not_found`. */
function decide(command: RequestCommand, state: RequestState): readonly RequestEvent[] {
  checkArrival(command.arrival);
  const { receivedAt } = command.arrival;
  if (command.type === 'withdraw') {
    if (state.status === 'none') throw noRequest();
    return state.status === 'withdrawn' ? [] : [{ type: 'RequestWithdrawn', data: { receivedAt } }];
  }
  const { procurementId, supplierId, declarations, exclusionGrounds, requirementIds } = command;
  const declared = declarations.map(({ requirementId }) => requirementId);
  const unknown = declared.find((one, at) => !requirementIds.includes(one) || declared.indexOf(one) !== at);
  if (unknown !== undefined)
    throw new Rejection(
      'requirement_not_found',
      `declarations: ${unknown} is not asked for, or is there twice.`,
    );
  const missing = requirementIds.filter((one) => !declared.includes(one));
  if (missing.length > 0)
    throw new Rejection('declaration_missing', `declarations: say something on ${missing.join(', ')}.`, {
      missing,
    });
  const data = { procurementId, supplierId, declarations, exclusionGrounds, receivedAt };
  return [{ type: 'ParticipationRequested', data }];
}

function checkArrival({ receivedAt, at, deadline }: Arrival): void {
  if (deadline === null)
    throw new Rejection('requests_not_asked', 'No requests to participate are asked for in this step.');
  const lateMs = Date.parse(receivedAt) - Date.parse(deadline);
  if (lateMs >= 0)
    throw new Rejection(
      'request_late',
      `Received at ${receivedAt}; requests were taken until before ${deadline}.`,
      {
        receivedAt,
        deadline,
        lateMs,
      },
    );
  if (Date.parse(at) - Date.parse(receivedAt) > waitMsMax)
    throw new Rejection('too_busy', 'It could not be kept in time; send it again.');
}

function evolve(state: RequestState, { type, data }: RequestEvent): RequestState {
  if (type === 'ParticipationRequested')
    return { status: 'requested', version: state.status === 'none' ? 1 : state.version + 1, ...data };
  return state.status === 'none' ? state : { ...state, status: 'withdrawn', receivedAt: data.receivedAt };
}

export const noRequest = () => new Rejection('not_found', 'There is no such request to participate.');

/** A request to participate (forespørsel om å delta): one for each supplier, and a stream of its own. */
export const participationRequests: Aggregate<RequestCommand, RequestEvent, RequestState> = {
  kind: 'participationRequests',
  indexes: [{ 'state.procurementId': 1, _id: 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};

/** The request of a supplier: by its id there can't be two. */
export const requestIdOf = (procurementId: string, supplierId: string): string =>
  `${procurementId}.request.${supplierId}`;
