import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PracticeControl } from './control.js';
import { phonePattern, type WebChannel } from '../channels/web/web.js';
import { PracticeError } from './server-errors.js';
import type { Hub } from './server-hub.js';
import type { Traveller } from './server-travel.js';

/** Longest text that a practice phone takes, in UTF-16 code units. */
export const MAX_SAID = 8_000;

const chat = z.string().regex(phonePattern, 'expected a phone such as client-1');
const slot = z.enum(['client', 'family', 'worker']);
const language = z.enum(['zh-CN', 'en']).nullish();
const text = z.string().trim().min(1).max(MAX_SAID);

const bodies = {
  say: z.strictObject({ chat, text, language }),
  tap: z.strictObject({
    chat,
    language,
    token: z.string().min(1).max(32),
    label: z.string().max(200),
    mail: z.int().positive().nullable(),
  }),
  media: z.strictObject({
    chat,
    language,
    kind: z.enum(['voice', 'image', 'sticker']),
    caption: z.string().max(1000).optional(),
  }),
  open: z.strictObject({
    slot,
    code: z.string().regex(/^[\w-]{1,64}$/, 'expected an invitation code'),
    language,
  }),
  phones: z.strictObject({ slot }),
  advance: z.strictObject({ to: z.enum(['next', 'day', 'day90']), front: chat.nullish() }),
  auto: z.strictObject({ on: z.boolean() }),
  reset: z.strictObject({ scene: z.enum(['enrolled', 'invitation']), language }),
};

/** What the routes work on. */
export interface PracticeParts {
  readonly control: PracticeControl;
  readonly channel: WebChannel;
  readonly hub: Hub;
  readonly traveller: Traveller;
}

/** The JSON interface of the page. Every body is checked; nothing of it is echoed in an error. */
export function useRoutes(app: FastifyInstance, parts: PracticeParts): void {
  const { control, hub } = parts;
  app.get('/api/stream', (request, reply) => hub.open(request, reply));
  app.get('/api/plan', async (request) => {
    const query = z.strictObject({ chat }).parse(request.query);
    return { rows: await control.plan(query.chat) };
  });
  usePerson(app, parts);
  useClock(app, parts);
}

/** What a person does on a phone. */
function usePerson(app: FastifyInstance, { channel, control, hub }: PracticeParts): void {
  app.post('/api/say', async (request) => {
    const body = bodies.say.parse(request.body);
    return { id: await stored(hub, channel.say(body.chat, body.text, person(body))) };
  });
  app.post('/api/tap', async (request) => {
    const body = bodies.tap.parse(request.body);
    return { id: await stored(hub, channel.tap(body.chat, body, person(body))) };
  });
  app.post('/api/media', async (request) => {
    const body = bodies.media.parse(request.body);
    return { id: await stored(hub, channel.media(body.chat, body.kind, body.caption ?? '', person(body))) };
  });
  app.post('/api/phones', async (request) => {
    const made = await control.newPhone(bodies.phones.parse(request.body).slot);
    hub.touch();
    return { chat: made.chat };
  });
  app.post('/api/open', async (request) => {
    const body = bodies.open.parse(request.body);
    const made = await control.newPhone(body.slot);
    hub.touch();
    await stored(hub, channel.say(made.chat, `/start ${body.code}`, person(body)));
    return { chat: made.chat };
  });
}

/** The clock and the scene. */
function useClock(app: FastifyInstance, { control, hub, traveller }: PracticeParts): void {
  app.post('/api/advance', async (request, reply) => {
    const { to, front } = bodies.advance.parse(request.body);
    traveller.setOff(to, front ?? null);
    return reply.status(202).send({});
  });
  app.post('/api/advance/stop', async () => {
    await traveller.stop();
    return {};
  });
  app.post('/api/auto', async (request) => {
    await control.setAuto(bodies.auto.parse(request.body).on);
    hub.touch();
    return {};
  });
  app.post('/api/reset', async (request) => {
    const { scene, language: spoken } = bodies.reset.parse(request.body);
    await traveller.stop();
    await control.reset(scene, spoken ?? null);
    await hub.restart();
    return {};
  });
}

/** The port's promise: a line counts once the bot has stored it; before that the person is told to try again. */
async function stored(hub: Hub, arriving: Promise<number>): Promise<number> {
  try {
    return await arriving;
  } catch {
    const message = 'expected the bot to store what was sent, got a refusal';
    throw new PracticeError(503, 'practice.not-stored', message, 'try again in a moment');
  } finally {
    hub.touch();
  }
}

function person(body: { readonly language?: string | null | undefined }): { language: string | null } {
  return { language: body.language ?? null };
}
