import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy that keeps what a browser sends, byte by byte: unlike what a browser's own tools tell, it has the files of
 * forms too. Close it when done.
 */
export async function openRecordingProxy() {
  const bodies: { readonly url: string; readonly bytes: Buffer }[] = [];
  const server = createServer((request, response) => {
    const { headers, method, url = '' } = request;
    const chunks: Buffer[] = [];
    const forwarded = ask(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => bodies.push({ url, bytes: Buffer.concat(chunks) }));
    request.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every request so far: its address and its body. */
    bodies: bodies as readonly { readonly url: string; readonly bytes: Buffer }[],
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
