import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { CONNECT_MS } from '../shared/telegram/library.js';

/** A connection that nobody uses is closed before the provider does it: a call on a dead one has an unknown outcome. */
const FREE_MS = 15_000;

/** The overridable parts of Node's agents; its types leave them out. */
interface Hooks {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
  createConnection(...args: unknown[]): Socket;
  keepSocketAlive(socket: Socket): boolean;
  reuseSocket(socket: Socket, request: unknown): void;
}

/**
 * Connections for Telegraf, which waits 500 seconds for an answer by itself: one that says nothing for `quietMs` is
 * cut. A cut before the connection stood is told apart (`CONNECT_TIMEOUT`): then surely nothing was sent.
 */
export function openAgent(apiRoot: string, connections: number, quietMs: number): http.Agent {
  const options = { keepAlive: true, maxSockets: connections };
  const isTls = apiRoot.startsWith('https:');
  const agent = isTls ? new https.Agent(options) : new http.Agent(options);
  const hooks = agent as unknown as Hooks;
  const add = hooks.addRequest.bind(agent);
  hooks.addRequest = (request, ...rest) => {
    tellOfCuts(request);
    add(request, ...rest);
  };
  const connect = hooks.createConnection.bind(agent);
  hooks.createConnection = (...args) => watched(connect(...args), isTls, quietMs);
  const keep = hooks.keepSocketAlive.bind(agent);
  hooks.keepSocketAlive = (socket) => {
    const isKept = keep(socket);
    socket.setTimeout(FREE_MS);
    return isKept;
  };
  const reuse = hooks.reuseSocket.bind(agent);
  hooks.reuseSocket = (socket, request) => {
    reuse(socket, request);
    socket.setTimeout(quietMs);
  };
  return agent;
}

/**
 * An answer that is cut short is told to the response only, and node-fetch, which Telegraf is built on, listens to the
 * request only: without this the call would hang until its own limit of 500 seconds.
 */
function tellOfCuts(request: ClientRequest): void {
  request.once('response', (response) => {
    response.once('error', (error) => request.emit('error', error));
  });
}

function watched(socket: Socket, isTls: boolean, quietMs: number): Socket {
  let isOpen = false;
  socket.setTimeout(CONNECT_MS);
  socket.once(isTls ? 'secureConnect' : 'connect', () => {
    isOpen = true;
    socket.setTimeout(quietMs);
  });
  socket.on('timeout', () => {
    const code = isOpen ? 'ETIMEDOUT' : 'CONNECT_TIMEOUT';
    socket.destroy(Object.assign(new Error('no word in time'), { code }));
  });
  return socket;
}
