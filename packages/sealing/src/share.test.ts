import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeIdentity, recipientOf } from './key.ts';
import { combineShares, type DealtKey, dealKey, unwrapShare } from './share.ts';

const names = ['kari', 'ola', 'revisor', 'nils', 'anne', 'siri'] as const;
type Officer = { readonly holder: string; readonly recipient: string; readonly identity: string };
let officers: readonly Officer[];
beforeAll(async () => {
  officers = await Promise.all(
    names.map(async (holder) => {
      const identity = await makeIdentity();
      return { holder, identity, recipient: await recipientOf(identity) };
    }),
  );
});

const deal = (count: number, threshold: number, procurementId = 'p1') =>
  dealKey({ procurementId, threshold, holders: officers.slice(0, count) });
const unwrapped = (dealt: DealtKey) =>
  Promise.all(dealt.shares.map(({ wrappedShare }, at) => unwrapShare(wrappedShare, officers[at]!.identity)));

test('any k of n shares, in any order, lead to the published key; any fewer are counted as missing', async () => {
  const dealings = fc
    .integer({ min: 2, max: names.length })
    .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 2, max: count })));
  await fc.assert(
    fc.asyncProperty(dealings, fc.infiniteStream(fc.nat()), async ([count, threshold], random) => {
      const dealt = await deal(count, threshold);
      const shares = (await unwrapped(dealt)).sort(() => (random.next().value % 2 ? 1 : -1));
      const { identity, holders } = await combineShares(shares.slice(0, threshold), dealt);
      expect(holders).toHaveLength(threshold);
      expect(await recipientOf(identity)).toBe(dealt.recipient);
      await expect(combineShares(shares.slice(0, threshold - 1), dealt)).rejects.toMatchObject({
        code: 'shares_missing',
        message: expect.stringContaining(`${threshold} shares are needed, ${threshold - 1} are there`),
      });
    }),
    { numRuns: 25 },
  );
});

test("a share is read by its holder's key alone", async () => {
  const dealt = await deal(3, 2);
  const karis = dealt.shares[0]!.wrappedShare;
  await expect(unwrapShare(karis, officers[1]!.identity)).rejects.toMatchObject({ code: 'not_decryptable' });
  await expect(unwrapShare('nonsense', officers[0]!.identity)).rejects.toMatchObject({
    code: 'not_decryptable',
  });
  expect(karis).toContain('BEGIN AGE ENCRYPTED FILE');
});

test('every share that is not right is named by its holder and by what is wrong with it', async () => {
  const dealt = await deal(3, 2);
  const [kari, ola] = await unwrapped(dealt);
  const [, olasElsewhere] = await unwrapped(await deal(3, 2, 'p2'));
  const [karisOfAnotherDealing] = await unwrapped(await deal(3, 2));
  const strangers = (await unwrapped(await deal(4, 2)))[3]!;
  const told = (shares: readonly string[]) =>
    combineShares(shares, dealt).then(
      () => [],
      (error) => error.shares.map(({ holder, code }: { holder: string; code: string }) => [holder, code]),
    );
  expect(await told([kari!, olasElsewhere!])).toEqual([['ola', 'share_foreign']]);
  expect(await told([karisOfAnotherDealing!, ola!])).toEqual([['kari', 'share_wrong']]);
  expect(await told([kari!, kari!])).toEqual([['kari', 'share_duplicate']]);
  expect(await told([kari!, strangers])).toEqual([['nils', 'share_unknown']]);
  expect(await told([kari!, 'tiltak-share-1.%%%', ''])).toEqual([
    [null, 'share_malformed'],
    [null, 'share_malformed'],
  ]);
  // A right quorum does not excuse a wrong one beside it.
  expect(await told([kari!, ola!, olasElsewhere!, strangers])).toEqual([
    ['ola', 'share_foreign'],
    ['nils', 'share_unknown'],
  ]);
  expect(await combineShares([` ${kari!}\n`, ola!], dealt)).toEqual({
    identity: expect.stringMatching(/^AGE-SECRET-KEY-1/),
    holders: ['kari', 'ola'],
  });
});

test('one changed character in a share is found, whichever it is', async () => {
  const dealt = await deal(2, 2);
  const [kari, ola] = await unwrapped(dealt);
  await fc.assert(
    fc.asyncProperty(fc.nat(kari!.length - 1), fc.constantFrom('A', 'b', '7', '.'), async (at, sign) => {
      fc.pre(kari![at] !== sign);
      const changed = kari!.slice(0, at) + sign + kari!.slice(at + 1);
      await expect(combineShares([changed, ola!], dealt)).rejects.toMatchObject({ code: 'shares_refused' });
    }),
  );
});

test('a dealer who publishes another key than the one that was dealt is found out', async () => {
  const dealt = await deal(2, 2);
  const recipient = await recipientOf(await makeIdentity());
  const shares = await unwrapped(dealt);
  await expect(combineShares(shares, { ...dealt, recipient })).rejects.toMatchObject({
    code: 'recipient_mismatch',
  });
});

test.each([
  ['one person alone', 3, 1],
  ['more than there are', 3, 4],
])('a threshold of %s is refused', async (_, count, threshold) => {
  await expect(deal(count, threshold)).rejects.toThrow(RangeError);
});
