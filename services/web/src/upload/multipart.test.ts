import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Multipart, MultipartError, readMultipart } from './multipart.ts';

const limits = { filesMax: 2, bytesMax: 1000 };
let read: (outcome: Multipart | MultipartError) => void = () => {};
const server = createServer(async (request: IncomingMessage, response) => {
  const outcome = await readMultipart(request, limits).catch((error: MultipartError) => error);
  if (!(outcome instanceof Error)) outcome.release();
  response.writeHead(outcome instanceof Error ? 400 : 200, { Connection: 'close' }).end();
  read(outcome);
});
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => void server.close());

async function outcomeOf(send: () => unknown): Promise<Multipart | MultipartError> {
  const outcome = Promise.withResolvers<Multipart | MultipartError>();
  read = outcome.resolve;
  await send();
  return outcome.promise;
}

const post = (form: FormData) => () =>
  fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: form }).catch(() => {});

async function received(form: FormData): Promise<Multipart> {
  const outcome = await outcomeOf(post(form));
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** A request whose bytes are written as they stand here. */
const raw =
  (body: string, headers = 'Content-Type: multipart/form-data; boundary=x') =>
  () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.end(`POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  };

async function refused(send: () => unknown): Promise<number> {
  const outcome = await outcomeOf(send);
  if (!(outcome instanceof MultipartError)) throw new Error('it was read');
  return outcome.status;
}

function formOf(fields: Readonly<Record<string, string>>, files: readonly File[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('photo', file);
  return form;
}

test('fields and files arrive as they were sent, bytes, Norwegian letters and all', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
  const { files, form } = await received(
    formOf({ title: 'Råte på søndre hjørne' }, [new File([bytes], 'råte.jpg', { type: 'image/jpeg' })]),
  );
  expect(form.get('title')).toBe('Råte på søndre hjørne');
  const [file] = files.get('photo') ?? [];
  expect(file).toMatchObject({ name: 'råte.jpg', mediaType: 'image/jpeg', isTooLarge: false });
  expect([...file!.bytes]).toEqual([...bytes]);
});

test('a field for files in which nothing was chosen is no file', async () => {
  const { files } = await received(formOf({}, [new File([], '')]));
  expect(files.size).toBe(0);
});

test('a file that is too large is cut off and said to be so, and the fields after it arrive', async () => {
  const form = formOf({}, [new File([new Uint8Array(1001)], 'stor.jpg')]);
  form.append('title', 'Taket lekker');
  const outcome = await received(form);
  expect(outcome.files.get('photo')).toMatchObject([{ isTooLarge: true }]);
  expect(outcome.form.get('title')).toBe('Taket lekker');
});

test('no more files are kept than may be sent, and only the first value of a field counts', async () => {
  const one = (name: string) => new File(['x'], name);
  const form = formOf({ title: 'en' }, [one('1'), one('2'), one('3')]);
  form.append('title', 'to');
  const outcome = await received(form);
  expect(outcome.files.get('photo')?.map(({ name }) => name)).toEqual(['1', '2']);
  expect(outcome.form.get('title')).toBe('en');
});

test('a form is refused by its announced size before it is read', async () => {
  const headers = `Content-Type: multipart/form-data; boundary=x\r\nX: ${'y'.repeat(10)}`;
  const length = 10 ** 9;
  const outcome = outcomeOf(() => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\nContent-Length: ${length}\r\n\r\n--x`);
  });
  expect(await outcome).toMatchObject({ status: 413 });
});

test('a field that is too long is refused', async () => {
  expect(await refused(post(formOf({ title: 'x'.repeat(70_000) })))).toBe(413);
});

test.each([
  ['without a boundary', raw('--x--', 'Content-Type: multipart/form-data')],
  [
    'that ends in the middle of a file',
    raw('--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nabc'),
  ],
  ['that is empty', raw('')],
])('a form %s is refused', async (_name, send) => {
  expect(await refused(send)).toBe(400);
});
