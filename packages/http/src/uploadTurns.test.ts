import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { createUploadTurns, waitingUploadsMax } from './uploadTurns.ts';

/** An answer under way, and how it ends. */
function answer(closed = false) {
  const emitter = new EventEmitter();
  return { closed, once: emitter.once.bind(emitter), end: () => emitter.emit('close') };
}
type Answer = ReturnType<typeof answer>;
const turn = () => new Promise((resolve) => setImmediate(resolve));

function openTurns(bytesAtOnce: number) {
  const turns = createUploadTurns(bytesAtOnce);
  const entered: string[] = [];
  return {
    entered,
    take: (name: string, bytes: number, response: Answer) =>
      turns.take(bytes, response as never).then(() => void entered.push(name)),
  };
}

test('uploads beyond the memory wait, in the order in which they came, until another one is answered', async () => {
  const { take, entered } = openTurns(10);
  const [one, two, three] = [answer(), answer(), answer()];
  void take('one', 6, one);
  void take('two', 6, two);
  void take('three', 1, three);
  await turn();
  expect(entered).toEqual(['one']);
  one.end();
  await turn();
  expect(entered).toEqual(['one', 'two', 'three']);
});

test('one that is larger than all of the memory has its turn alone', async () => {
  const { take, entered } = openTurns(10);
  const [small, large] = [answer(), answer()];
  void take('small', 1, small);
  void take('large', 100, large);
  void take('other', 1, answer());
  await turn();
  expect(entered).toEqual(['small']);
  small.end();
  await turn();
  expect(entered).toEqual(['small', 'large']);
  large.end();
  await turn();
  expect(entered).toEqual(['small', 'large', 'other']);
});

test('whoever hung up while waiting takes nobody’s turn', async () => {
  const { take, entered } = openTurns(10);
  const first = answer();
  void take('first', 10, first);
  void take('gone', 10, answer(true));
  void take('last', 10, answer());
  await turn();
  first.end();
  await turn();
  expect(entered).toEqual(['first', 'gone', 'last']);
});

test('when too many wait, the next one is told to come back', async () => {
  const { take } = openTurns(1);
  void take('first', 1, answer());
  for (let count = 0; count < waitingUploadsMax; count++) void take('waiting', 1, answer());
  await expect(take('too many', 1, answer())).rejects.toMatchObject({ code: 'too_busy' });
});
