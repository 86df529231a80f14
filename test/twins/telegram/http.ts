import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from './account.js';
import type { Fault, Faults } from './faults.js';
import { METHODS } from './methods/index.js';
import type { CallContext } from './methods/call.js';
import { parseMultipart } from './multipart.js';
import { ApiFailure, badRequest, type Params } from './types.js';

const NO_FILES: ReadonlyMap<string, Uint8Array> = new Map();
const JSON_TYPE = 'application/json';

/** What the HTTP side needs of the twin. */
export interface ApiHost {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly faults: Faults;
  /** Told after each call. */
  counted(method: string): void;
}

/** `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
const ROUTE = /^\/(file\/)?bot([^/?]+)\/([^?]+)(?:\?(.*))?$/;

/** Answers one request to the Bot API. */
export function answerApi(host: ApiHost, req: IncomingMessage, res: ServerResponse): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('error', () => res.destroy());
  req.on('end', () => {
    const route = ROUTE.exec(req.url ?? '');
    if (route === null) return refuse(res, new ApiFailure(404, 'Not Found'));
    const [, file, token = '', name = '', query] = route;
    const account = host.accounts.get(decodeURIComponent(token));
    if (account === undefined) return refuse(res, unknownToken(token));
    if (file !== undefined) return sendFile(account, name, res);
    try {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      handle(host, account, name.toLowerCase(), parse(body, req.headers['content-type'] ?? '', query), res);
    } catch (error) {
      refuse(res, error);
    }
  });
}

const unknownToken = (token: string): ApiFailure =>
  /^\d+(?::|%3A)[\w-]+$/i.test(token)
    ? new ApiFailure(401, 'Unauthorized')
    : new ApiFailure(404, 'Not Found');

interface Parsed {
  readonly params: Params;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

function parse(body: Buffer, type: string, query: string | undefined): Parsed {
  const asked = query === undefined ? {} : Object.fromEntries(new URLSearchParams(query));
  if (body.length === 0) return { params: asked, files: NO_FILES };
  if (type.startsWith(JSON_TYPE)) return { params: { ...asked, ...parseJson(body) }, files: NO_FILES };
  if (type.startsWith('multipart/form-data')) {
    const form = parseMultipart(body, type);
    return { params: { ...asked, ...form.fields }, files: form.files };
  }
  const fields = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  return { params: { ...asked, ...fields }, files: NO_FILES };
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw badRequest("can't parse request body JSON object");
  }
}

function handle(
  host: ApiHost,
  account: Account,
  name: string,
  { params, files }: Parsed,
  res: ServerResponse,
): void {
  const fault = host.faults.none ? null : host.faults.take(name, params);
  if (fault === null) return run(host, account, name, params, files, res, send);
  if (fault.do === 'status') {
    const { status, description = 'Internal Server Error', parameters } = fault;
    return refuse(res, new ApiFailure(status, description, parameters));
  }
  const spoil = (status: number, body: string): void => spoilAnswer(host.faults, fault, res, status, body);
  const takesEffect =
    fault.do === 'slow' || fault.do === 'short' || fault.do === 'malformed' || fault.accepted === true;
  if (!takesEffect) return spoil(503, '');
  run(host, account, name, params, files, res, (_res, status, body) => spoil(status, body));
}

type Finish = (res: ServerResponse, status: number, body: string) => void;

function run(
  host: ApiHost,
  account: Account,
  name: string,
  params: Params,
  files: ReadonlyMap<string, Uint8Array>,
  res: ServerResponse,
  finish: Finish,
): void {
  const method = METHODS.get(name);
  host.counted(name);
  if (method === undefined) return refuse(res, new ApiFailure(404, 'Not Found: method not found'));
  const call: CallContext = { files, onClose: (then) => void res.once('close', then) };
  const done = (result: unknown): void => finish(res, 200, `{"ok":true,"result":${JSON.stringify(result)}}`);
  const failed = (error: unknown): void => finish(res, ...failure(error));
  try {
    const result = method(account, params, call);
    if (result instanceof Promise) result.then(done, failed);
    else done(result);
  } catch (error) {
    failed(error);
  }
}

function spoilAnswer(faults: Faults, fault: Fault, res: ServerResponse, status: number, body: string): void {
  if (fault.do === 'cut') res.socket?.destroy();
  else if (fault.do === 'hold') faults.hold(() => (status === 503 ? res.destroy() : send(res, status, body)));
  else if (fault.do === 'html') send(res, fault.status, '<html><body>Bad Gateway</body></html>', 'text/html');
  else if (fault.do === 'short') {
    res.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(body) });
    res.write(body.slice(0, Math.ceil(body.length / 2)), () => res.socket?.end());
  } else if (fault.do === 'malformed') send(res, 200, body.slice(0, Math.ceil(body.length / 2)));
  else {
    res.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(body) });
    const half = Math.ceil(body.length / 2);
    res.write(body.slice(0, half));
    faults.hold(() => res.end(body.slice(half)));
  }
}

function failure(error: unknown): [number, string] {
  const known = error instanceof ApiFailure ? error : new ApiFailure(500, 'Internal Server Error');
  const { status, description, parameters } = known;
  return [status, JSON.stringify({ ok: false, error_code: status, description, parameters })];
}

const refuse = (res: ServerResponse, error: unknown): void => send(res, ...failure(error));

function send(res: ServerResponse, status: number, body: string, type = JSON_TYPE): void {
  if (res.destroyed) return;
  res.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  res.end(body);
}

function sendFile(account: Account, path: string, res: ServerResponse): void {
  const bytes = account.files.get(path.replace(/^files\//, ''));
  if (bytes === undefined) return refuse(res, new ApiFailure(404, 'Not Found'));
  res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
  res.end(bytes);
}
