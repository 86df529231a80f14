export type { WebhookCall } from '../shared/telegram/receiver.js';
export { createGrammyChannel, type GrammyChannel, type GrammyMode, type GrammyOptions } from './channel.js';
export { inviteLinkFor, probe, type ProbeOptions } from './probe.js';
