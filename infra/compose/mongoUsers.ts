// Makes the replica set and the users of the containers' MongoDB at the first start; later starts change nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { adminUri, isMongoHealthy, joinReplicaSet, letIn, REPLICA_SET } from '../local/mongoAccess.ts';
import { loadSecrets } from '../local/services.ts';
import { composeServices, secretsDir } from './services.ts';

const primaryWithinMs = 60_000;
const access = loadSecrets(secretsDir('all'), composeServices).mongod;
const local = '127.0.0.1:27017';
const server = {
  anonymous: `mongodb://${local}/?replicaSet=${REPLICA_SET}`,
  admin: adminUri(local, access),
  /** The name by which the services' containers know it. */
  host: 'mongo:27017',
  access,
};
await joinReplicaSet(server);
const deadline = Date.now() + primaryWithinMs;
while (!(await isMongoHealthy(server.anonymous))) {
  if (Date.now() > deadline) throw new Error('mongod did not become primary');
  await pause(100);
}
await letIn(server);
