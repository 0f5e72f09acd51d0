import { type CheckName, probes } from './probes.ts';
import type { ExistingSelfTest, ProbeResult } from './selfTest.ts';

type Words = { readonly sent: string; readonly expected: string; readonly advice: string };

/** How long a receiver may take to answer, in all. */
const answerMsMax = 15_000;
/** What takes longer than this in a test will take too long on a bad day. */
const answerMsAdvised = 5000;

const words: Readonly<Record<CheckName, Words>> = {
  good_event: {
    sent: 'A test event, signed with your secret.',
    expected: 'It is answered with 2xx.',
    advice:
      'Verify the signature over the bytes of the body as they came, with the whole secret (`whsec_` and what follows), and answer 2xx to event types that you have nothing to do for.',
  },
  duplicate: {
    sent: 'The same event again, with the same webhook-id.',
    expected: 'It is answered with 2xx, and has no further effect.',
    advice: 'An event that you have already must be answered with 2xx, or it comes again and again.',
  },
  reordered: {
    sent: 'A later event before an earlier one.',
    expected: 'Both are answered with 2xx; data.sequence says which comes first.',
    advice: 'Take what comes, and put it in order by data.sequence.',
  },
  wrong_signature: {
    sent: 'An event that is signed with another secret.',
    expected: 'It is refused, with 401.',
    advice: 'Whoever knows your URL can send you orders: verify the signature before you do anything else.',
  },
  changed_body: {
    sent: 'An event whose body was changed after it was signed.',
    expected: 'It is refused, with 401.',
    advice:
      'The signature must be verified over the whole body as it came, not over JSON that was written again.',
  },
  old_timestamp: {
    sent: 'An event with a right signature that is ten minutes old.',
    expected: 'It is refused, with 401.',
    advice:
      'Refuse timestamps that are more than five minutes away from your clock, or somebody who has caught a request can send it again later.',
  },
  rotation: {
    sent: 'Two events with two signatures each, as during a change of secrets: one of a secret that you do not have, one of yours, in either order.',
    expected: 'Both are answered with 2xx.',
    advice: 'webhook-signature may hold several signatures, separated by spaces: one that fits is enough.',
  },
  large_body: {
    sent: 'An event of about 200 KiB with a field that you do not know.',
    expected: 'It is answered with 2xx.',
    advice:
      'Events may have up to 256 KiB: raise the limit for bodies, and pass over fields that you do not know.',
  },
};

/** The report of a self-test, in plain words; what isn't done yet is null. */
export function reportOf(test: ExistingSelfTest) {
  const checks = (Object.keys(words) as CheckName[]).map((check) => {
    const own = probes.filter((probe) => probe.check === check);
    const results = own.flatMap(({ name }) => test.results.find(({ probe }) => probe === name) ?? []);
    const { sent, expected, advice } = words[check];
    const isDone = results.length === own.length;
    const passed = isDone ? own.every((probe, index) => isRight(probe.expected, results[index])) : null;
    const finding = isDone ? `${said(results)}${passed ? '' : ` ${advice}`}` : null;
    return { check, sent, expected, passed, finding, requests: results.map(shown) };
  });
  const all = [...checks, answerTime(test)];
  const isFinished = test.status === 'finished';
  return {
    selfTestId: test.selfTestId,
    endpointId: test.endpointId,
    status: test.status,
    startedAt: test.startedAt,
    finishedAt: test.finishedAt,
    passed: isFinished ? all.every(({ passed }) => passed === true) : null,
    checks: all,
  };
}

const shown = ({ at, statusCode, durationMs, error }: ProbeResult) => ({
  ...{ at, statusCode, durationMs },
  // That it is not 2xx is no error where it should not be.
  error: statusCode === null ? error : null,
});

function isRight(expected: 'taken' | 'refused', result: ProbeResult | undefined): boolean {
  const statusCode = result?.statusCode ?? null;
  if (statusCode === null) return false;
  const isTaken = statusCode >= 200 && statusCode < 300;
  return isTaken === (expected === 'taken');
}

const said = (results: readonly ProbeResult[]): string =>
  `Your receiver answered ${results.map(({ statusCode, error }) => statusCode ?? `nothing (${error})`).join(' and ')}.`;

function answerTime({ status, results }: ExistingSelfTest) {
  const slowestMs = Math.max(0, ...results.map(({ durationMs }) => durationMs));
  const isSilent = results.some(({ statusCode }) => statusCode === null);
  const passed = status === 'finished' ? slowestMs < answerMsMax && !isSilent : null;
  const advice =
    slowestMs > answerMsAdvised || passed === false
      ? ' Store the event and answer at once; do the work after that.'
      : '';
  return {
    check: 'answer_time' as const,
    sent: 'All of the above.',
    expected: `Each request is answered within ${answerMsMax / 1000} seconds.`,
    passed,
    finding:
      passed === null
        ? null
        : `The slowest answer took ${slowestMs} ms${isSilent ? ', and one did not come' : ''}.${advice}`,
    requests: [],
  };
}
