import { randomBytes } from 'node:crypto';
import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { buildings } from '../building/building.ts';
import { type ReportLink, type ReportLinks, reportLinks, reportLinksOf } from './reportLinks.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['makeReportLink']>;

/** A secret for a link: 128 random bits. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** The operations on a building's links for the public. */
export function reportLinkRoutes(
  store: Store,
  webUrl: string,
): Pick<Handlers<Ops>, 'makeReportLink' | 'listReportLinks' | 'revokeReportLink'> {
  const answer = (buildingId: string, { token, ...link }: ReportLink): Answer => ({
    ...link,
    buildingId,
    url: `${webUrl.replace(/\/+$/, '')}/meld/${token}`,
  });

  return {
    makeReportLink: (call) => {
      const { buildingId } = call.params;
      const linkId = store.newId();
      const token = newToken();
      return runCommand(store, call, async (reads) => {
        const [links, building] = await Promise.all([
          reads.stream(reportLinks, reportLinksOf(buildingId)),
          reads.stream(buildings, buildingId),
        ]);
        return (stage) => {
          if (building.state.status === 'none')
            throw new Rejection('not_found', 'There is no such building.');
          const link = { linkId, token, label: call.body.label, madeAt: stage.at };
          stage.handle(links, { type: 'make', buildingId, link });
          return { body: answer(buildingId, find(links.state, linkId)) };
        };
      });
    },
    async listReportLinks({ params: { buildingId } }) {
      const building = await store.states(buildings).findOne({ _id: buildingId });
      if (!building) throw new Rejection('not_found', 'There is no such building.');
      const found = await store.states<ReportLinks>(reportLinks).findOne({ _id: reportLinksOf(buildingId) });
      const links = found && found.state.status !== 'none' ? found.state.links : [];
      return { body: { items: links.toReversed().map((link) => answer(buildingId, link)) } };
    },
    revokeReportLink: (call) => {
      const { buildingId, linkId } = call.params;
      return runCommand(store, call, async (reads) => {
        const links = await reads.stream(reportLinks, reportLinksOf(buildingId));
        return (stage) => {
          stage.handle(links, { type: 'revoke', linkId, reason: call.body.reason, at: stage.at });
          return { body: answer(buildingId, find(links.state, linkId)) };
        };
      });
    },
  };
}

function find(state: ReportLinks, linkId: string): ReportLink {
  const link = state.status === 'none' ? undefined : state.links.find((one) => one.linkId === linkId);
  if (!link) throw new Rejection('not_found', 'There is no such link.');
  return link;
}
