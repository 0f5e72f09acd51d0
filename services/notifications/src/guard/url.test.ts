import { expect, test } from '@jest/globals';
import { whyNotAllowed } from './url.ts';

const production = { allowLoopback: false };
const development = { allowLoopback: true };

test.each([
  'https://hooks.example.no/tiltak',
  'https://hooks.example.no:443/tiltak?x=1',
  'https://hooks.example.no:8443/tiltak',
  'https://bærum-bygg.no/hook',
  'https://8.8.8.8/hook',
  'https://[2606:4700:4700::1111]/hook',
])('%s is allowed', (url) => {
  expect(whyNotAllowed(url, production)).toBeUndefined();
});

const never = [
  ['http://hooks.example.no/', 'only https'],
  ['ftp://hooks.example.no/', 'only https'],
  ['file:///etc/passwd', 'only https'],
  ['data:text/plain,x', 'only https'],
  ['https://hooks.example.no:444/', 'only the ports'],
  ['https://hooks.example.no:22/', 'only the ports'],
  ['https://hooks.example.no:80/', 'only the ports'],
  ['https://user@hooks.example.no/', 'user name'],
  ['https://user:word@hooks.example.no/', 'user name'],
  ['https://8.8.8.8@127.0.0.1/', 'user name'],
  ['https://10.0.0.1/', '(private)'],
  ['https://192.168.0.1/', '(private)'],
  ['https://169.254.169.254/latest/meta-data/', '(linkLocal)'],
  ['https://2852039166/', '(linkLocal)'],
  ['https://0xa9fea9fe/', '(linkLocal)'],
  ['https://0251.0376.0251.0376/', '(linkLocal)'],
  ['https://10.1/', '(private)'],
  ['https://0x0a000001/', '(private)'],
  ['https://0/', '(unspecified)'],
  ['https://0.0.0.0/', '(unspecified)'],
  ['https://１０.０.０.１/', '(private)'],
  ['https://100.100.100.200/', '(carrierGradeNat)'],
  ['https://168.63.129.16/', '(metadata)'],
  ['https://[::ffff:10.0.0.1]/', '(ipv4Mapped)'],
  ['https://[::ffff:a9fe:a9fe]/', '(ipv4Mapped)'],
  ['https://[::ffff:127.0.0.1]/', '(ipv4Mapped)'],
  ['https://[64:ff9b::7f00:1]/', '(rfc6052)'],
  ['https://[fd00:ec2::254]/', '(uniqueLocal)'],
  ['https://[fe80::1]/', '(linkLocal)'],
  ['https://[2002:7f00:1::]/', '(6to4)'],
  ['https://[::]/', '(unspecified)'],
  ['https://mongod/', 'not a public name'],
  ['https://metadata.google.internal/', '.internal'],
  ['https://printer.local/', '.local'],
  ['https://router.home.arpa/', '.arpa'],
  ['https://x.localhost./', '.localhost'],
  ['not a url', 'not a whole URL'],
  ['//hooks.example.no/', 'not a whole URL'],
] as const;

test.each(never)('%s is refused: %s', (url, why) => {
  expect(whyNotAllowed(url, production)).toContain(why);
});

test.each(never)('%s is refused with the development switch too', (url, why) => {
  expect(whyNotAllowed(url, development)).toContain(why);
});

test.each([
  'http://127.0.0.1:8080/hook',
  'http://localhost:7010/hook',
  'https://localhost:9443/hook',
  'http://[::1]:8080/',
  'http://127.1/',
  'http://2130706433/',
])('%s is loopback: allowed with the development switch only', (url) => {
  expect(whyNotAllowed(url, development)).toBeUndefined();
  expect(whyNotAllowed(url, production)).toBeDefined();
});
