import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { mustSee, notThere, sightOf } from '../views/visibility.ts';
import { reportOf } from './report.ts';
import { type ExistingSelfTest, selfTestOf, selfTests } from './selfTest.ts';

type SelfTestOperations = Pick<typeof notificationsOperations, 'startSelfTest' | 'getSelfTest'>;

/** The handlers of the operations on self-tests. The runner does what is started here. */
export function selfTestHandlers(store: Store): Handlers<SelfTestOperations> {
  return {
    async startSelfTest({ params: { endpointId }, actor, idempotency }) {
      const sight = sightOf(actor);
      const selfTestId = store.newId();
      const body = await store.transact(
        async (reads) => {
          const [endpoint, test] = await Promise.all([
            reads.stream(endpoints, endpointId),
            reads.stream(selfTests, selfTestOf(endpointId)),
          ]);
          return (stage) => {
            const { organisationNumber } = mustSee(endpoint.state, sight);
            stage.handle(test, { type: 'start', selfTestId, endpointId, organisationNumber, at: stage.at });
            return reportOf(test.state as ExistingSelfTest);
          };
        },
        { actor: actor.subject, idempotency },
      );
      return { body };
    },

    async getSelfTest({ params: { endpointId }, actor }) {
      const [endpoint, test] = await Promise.all([
        store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId }),
        store.states<ExistingSelfTest>(selfTests).findOne({ _id: selfTestOf(endpointId) }),
      ]);
      if (!endpoint) throw notThere();
      mustSee(endpoint.state, sightOf(actor));
      if (!test) throw notThere();
      return { body: reportOf(test.state), version: test.version };
    },
  };
}
