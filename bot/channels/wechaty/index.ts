export { createWechatyChannel } from './channel.js';
export { puppetNames, type PuppetChoice, type PuppetName, type WechatyOptions } from './options.js';
export { soberPace, type PaceRules } from './pace.js';
