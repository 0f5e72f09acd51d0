import { explain } from '../local/problem.ts';
import { startInfrastructure, startTestIssuer } from './infrastructure.ts';
import { started } from './started.ts';

/**
 * Starts broker, database and issuer once, before the first integration or end-to-end test, and tells the tests by
 * environment variables. Jest asks for a default export.
 */
export default async function globalSetup(): Promise<void> {
  const from = performance.now();
  const infrastructure = startInfrastructure().then((running) => {
    started.push(running);
    return running;
  });
  const issuer = startTestIssuer().then((running) => {
    started.push({ stop: async () => running[Symbol.asyncDispose]() });
    return running;
  });
  try {
    const { kafkaBrokers, mongoUri, mode } = await infrastructure;
    process.env.TILTAK_TEST_KAFKA = kafkaBrokers;
    process.env.TILTAK_TEST_MONGO = mongoUri;
    process.env.TILTAK_TEST_MODE = mode;
    process.env.TILTAK_TEST_ISSUER = (await issuer).issuer;
    process.env.TILTAK_TEST_CLIENTS = JSON.stringify((await issuer).clients);
    process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    console.log(`Kafka and MongoDB (${mode}) and the issuer are up in ${seconds} s`);
  } catch (error) {
    await Promise.allSettled([infrastructure, issuer]);
    await Promise.all(started.splice(0).map((running) => running.stop()));
    throw new Error(explain(error));
  }
}
