import { createMemoryChannel } from '../../../bot/channels/memory/index.js';
import type { Actor } from '../script.js';
import type { Phones, PhonesOptions } from './phones.js';

/** Phones on the memory channel: nothing in between, so that a scenario costs little. */
export function memoryPhones({ language }: PhonesOptions): Phones {
  const bot = 'memory';
  const channel = createMemoryChannel({ bot });
  const person = (actor: Actor) => channel.person(actor, { language });
  return {
    bot,
    chatOf: (actor) => actor,
    know: (actor) => void person(actor),
    connect: () => Promise.resolve(channel),
    say: (actor, text) => person(actor).say(text),
    tap: (actor, label) => person(actor).tap(label),
    send: (actor, media) =>
      ({
        voice: () => person(actor).sendVoice(),
        photo: () => person(actor).sendPhoto(),
        sticker: () => person(actor).sendSticker(),
        document: () => person(actor).sendDocument(),
      })[media](),
    block: (actor) => person(actor).block(),
    repeatLast: () => channel.repeatLast(),
    arrived: () => Promise.resolve(),
    lines: () =>
      channel.transcript.map(({ chat, by, text, buttons }) => ({
        actor: chat as Actor,
        by,
        text,
        buttons: buttons.flat().map((button) => button.label),
      })),
    close: () => Promise.resolve(),
  };
}
