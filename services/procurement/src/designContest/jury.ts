import { Rejection } from '@tiltak/decider';
import type { Juror, OpenContest } from './designContest.ts';
import type { JurorFacts, SetUp } from './events.ts';

/**
 * Different persons, at least a third with the profession that the participants must have, and none of them the one who
 * takes the names off. Throws `juror_twice`, `anonymiser_in_jury`, `jury_profession`.
 */
export function checkJury(
  jury: readonly JurorFacts[],
  { anonymiser, requiredProfession }: Pick<SetUp, 'anonymiser' | 'requiredProfession'>,
): void {
  const subjects = jury.map(({ subject }) => subject);
  const twice = subjects.find((one, at) => subjects.indexOf(one) !== at);
  if (twice !== undefined) throw new Rejection('juror_twice', `jury: ${twice} is there twice.`);
  if (subjects.includes(anonymiser))
    throw new Rejection(
      'anonymiser_in_jury',
      'anonymiser: who takes the names off the entries is none of the jury.',
    );
  if (requiredProfession === null) return;
  const qualified = jury.filter(({ hasRequiredProfession }) => hasRequiredProfession).length;
  const least = Math.ceil(jury.length / 3);
  if (qualified < least)
    throw new Rejection(
      'jury_profession',
      `jury: at least ${least} of ${jury.length} must be ${requiredProfession} or of equal worth, not ${qualified}.`,
      { least },
    );
}

/** Throws `not_in_jury`. */
export function requireJuror({ jury }: OpenContest, subject: string): Juror {
  const juror = jury.find((one) => one.subject === subject);
  if (!juror) throw new Rejection('not_in_jury', 'Only the jury of this contest does this.');
  return juror;
}

/** Throws `not_in_jury`, `declaration_missing`, `juror_not_independent`. */
export function requireIndependent(state: OpenContest, subject: string): void {
  checkDeclaration(requireJuror(state, subject));
}

/** Throws `declaration_missing`, `juror_not_independent`. */
export function checkDeclaration({ declaration, subject }: Juror): void {
  if (!declaration)
    throw new Rejection('declaration_missing', `${subject} has not declared to be independent.`, { subject });
  if (!declaration.isIndependent)
    throw new Rejection(
      'juror_not_independent',
      `${subject} has declared not to be independent; replace them first (replaceJuror).`,
      { subject },
    );
}
