import type { Operation, OperationAnswer, OperationInput, Operations, Role } from '@tiltak/contracts';

/** Who calls, as the access token says. */
export type Actor = {
  /** The token's `sub`, else its `client_id`; `anonymous` where an operation lets anyone in and no token came. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The firm that a contractor acts for (organisasjonsnummer). */
  readonly organisationNumber?: string;
};

/** One authenticated, authorised and validated call of an operation. */
export type Call<Op extends Operation> = OperationInput<Op> & {
  readonly actor: Actor;
  /**
   * Undefined where the caller sent no `Idempotency-Key`. `key` holds the actor's subject, so that one caller never
   * gets another's answer; `fingerprint` is a SHA-256 over the operation and its whole input, by which a key that is
   * used again for something else is found out.
   */
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | undefined;
  /** The version that the caller has seen (`If-Match: "7"`); undefined where it doesn't matter to the caller. */
  readonly ifMatch: number | undefined;
};

export type Reply<Op extends Operation> = {
  readonly body: OperationAnswer<Op>;
  /** The resource's version; answered as `ETag: "7"`. */
  readonly version?: number;
};

/** What each operation does. Throws a Rejection to say no; anything else that is thrown is a fault (500). */
export type Handlers<Ops extends Operations> = {
  readonly [Id in keyof Ops]: (call: Call<Ops[Id]>) => Promise<Reply<Ops[Id]>>;
};
