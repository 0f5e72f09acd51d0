export { clientCredentials } from './clientCredentials.ts';
export { type CallOptions, type Client, type ClientAnswer, createClient } from './createClient.ts';
export { NoAnswer, ProblemError } from './request.ts';
