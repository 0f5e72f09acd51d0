import { Rejection } from '@tiltak/decider';
import { type ChangeCommand, changeCompetition } from './change.ts';
import { type ComplaintCommand, decideComplaint } from './complaint.ts';
import { type DeadlineCommand, moveDeadline } from './deadline.ts';
import type { Facts, ProcurementEvent } from './events.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementState } from './procurement.ts';
import { decidePublication, type PublicationCommand } from './publication.ts';
import {
  type ClimateTreated,
  checkClimate,
  checkSpecification,
  type Specification,
} from './specification.ts';
import { advance, type BindCommand, bind, type StepCommand, stepRefused, theCase } from './step.ts';

export type ProcurementCommand =
  | { readonly type: 'create'; readonly facts: Facts; readonly at: string }
  | { readonly type: 'change'; readonly facts: Facts }
  | {
      readonly type: 'plan';
      readonly publishOn: string;
      readonly startOn: string | null;
      readonly at: string;
    }
  | {
      readonly type: 'specify';
      readonly specification: Omit<Specification, 'version'>;
      /** What the climate rule of the day finds in it. */
      readonly climate: ClimateTreated;
      readonly at: string;
    }
  | { readonly type: 'cancel'; readonly reason: string; readonly at: string }
  | PublicationCommand
  | ChangeCommand
  | DeadlineCommand
  | StepCommand
  | BindCommand
  | ComplaintCommand;

/** The statuses before publication. */
const unpublished = ['draft', 'planned', 'market_dialogue'] as const;

/**
 * What a command on a procurement leads to. Refused with `not_found`, `wrong_step` (the procedure does not allow that
 * from where the case stands), or the command's own rule.
 */
export function decide(command: ProcurementCommand, state: ProcurementState): readonly ProcurementEvent[] {
  switch (command.type) {
    case 'create':
      if (state.status !== 'none') throw new Rejection('wrong_step', 'This procurement is there already.');
      checkFacts(command.facts);
      return [{ type: 'ProcurementCreated', data: { facts: command.facts, at: command.at } }];
    case 'change': {
      const { rehearsal = false } = theCase(state, unpublished, 'changed');
      checkFacts(command.facts);
      // A rehearsal stays one, and a real case real.
      return [{ type: 'ProcurementChanged', data: { facts: { ...command.facts, rehearsal } } }];
    }
    case 'plan': {
      theCase(state, unpublished, 'planned');
      const { publishOn, startOn, at } = command;
      if (startOn !== null && startOn < publishOn)
        throw new Rejection(
          'starts_before_publication',
          `startOn (${startOn}) is before publishOn (${publishOn}).`,
        );
      return [{ type: 'ProcurementPlanned', data: { publishOn, startOn, at } }];
    }
    case 'specify': {
      const { procedure, specification: before } = theCase(state, unpublished, 'specified');
      const { specification, climate, at } = command;
      checkSpecification(specification, procedures[procedure]);
      checkClimate(procedure, climate);
      const { rules } = climate;
      const version = (before?.version ?? 0) + 1;
      return [
        { type: 'CompetitionSpecified', data: { specification: { ...specification, version }, rules, at } },
      ];
    }
    case 'cancel': {
      const { reason, at } = command;
      const { status } = theCase(state);
      if (['contracted', 'completed', 'cancelled'].includes(status)) throw stepRefused(state, 'cancelled');
      return [{ type: 'ProcurementCancelled', data: { reason, at } }];
    }
    case 'publish':
    case 'invite':
      return decidePublication(command, state);
    case 'changeCompetition':
      return changeCompetition(command, state);
    case 'extendDeadline':
    case 'proposeShorterDeadline':
    case 'approveShorterDeadline':
      return moveDeadline(command, state);
    case 'advance':
      return advance(command, state);
    case 'bind':
      return bind(command, state);
    case 'fileComplaint':
    case 'decideComplaint':
      return decideComplaint(command, state);
  }
}

/** Throws `reason_missing`, `system_missing`. */
function checkFacts({ procedure, procedureReason, systemId }: Facts): void {
  if (procedure === 'direct' && !procedureReason)
    throw new Rejection('reason_missing', 'procedureReason: say why there is no competition.');
  if (procedure === 'dynamic_purchasing_call' && systemId === null)
    throw new Rejection('system_missing', 'systemId: name the dynamic purchasing system that it is made in.');
}
