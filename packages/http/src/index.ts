export type { Express } from 'express';
export { type AppOptions, createApp } from './app.ts';
export type { Actor, Call, Handlers, Reply } from './call.ts';
export { fileHeaders } from './fileHeaders.ts';
export { issuerFetch } from './issuerFetch.ts';
export { type Listening, listen } from './listen.ts';
export { createTokenVerifier, InvalidToken, IssuerUnavailable, type VerifyToken } from './token.ts';
