import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { clearCookie, readCookie, setCookie } from './cookies.ts';

/** What a browser keeps of the cookies that were set, and sends back. */
function browser() {
  const kept = new Map<string, string>();
  const request = () => {
    const message = new IncomingMessage(new Socket());
    message.headers.cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    return message;
  };
  return {
    kept,
    request,
    receive(write: (response: ServerResponse) => void): readonly string[] {
      const response = new ServerResponse(request());
      write(response);
      const lines = ([] as string[]).concat((response.getHeader('set-cookie') as string[] | undefined) ?? []);
      for (const line of lines) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        if (/Max-Age=0/.test(line)) kept.delete(name!);
        else kept.set(name!, value!);
      }
      return lines;
    },
  };
}

test.each([1, 3800, 3801, 7600, 11_400])(
  'a value of %d bytes comes back, in cookies that browsers keep',
  (length) => {
    const { kept, receive, request } = browser();
    const value = 'x'.repeat(length);
    const lines = receive((response) => setCookie(response, { name: 'a', value, secure: false }));
    expect(readCookie(request(), 'a', { secure: false })).toBe(value);
    expect(Math.max(...lines.map(({ length: bytes }) => bytes))).toBeLessThan(4096);
    expect(kept.size).toBe(Math.ceil(length / 3800));
  },
);

test('a shorter value leaves nothing of a longer one, and clearing leaves nothing', () => {
  const { kept, receive, request } = browser();
  receive((response) => setCookie(response, { name: 'a', value: 'x'.repeat(8000), secure: false }));
  receive((response) => setCookie(response, { name: 'a', value: 'short', secure: false }));
  expect(readCookie(request(), 'a', { secure: false })).toBe('short');
  receive((response) => clearCookie(response, 'a', { secure: false }));
  expect(kept.size).toBe(0);
});

test('a value that browsers would drop is an error, not a session that gets lost', () => {
  const { receive } = browser();
  const write = (response: ServerResponse) =>
    setCookie(response, { name: 'a', value: 'x'.repeat(11_401), secure: false });
  expect(() => receive(write)).toThrow('11401 bytes');
});

test('scripts and other sites can not use the cookie, and over https it stays with its host', () => {
  const { receive } = browser();
  const [line] = receive((response) => setCookie(response, { name: 'a', value: 'x', secure: true }));
  expect(line).toBe('__Host-a.0=x; Path=/; HttpOnly; SameSite=Lax; Secure');
});
