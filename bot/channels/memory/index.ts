export { createMemoryChannel, MemoryChannel, type MemoryOptions } from './channel.js';
export type { Line } from './chats.js';
export type { MemoryFault, MemoryFaultRule } from './faults.js';
export type { MemoryPerson } from './person.js';
