/** What every channel and the renderer may use: cutting, cleaning and numbering of texts. */
export { areNumbers, withNumbers } from './numbers.js';
export { MAX_INBOUND_TEXT, sanitiseText } from './sanitise.js';
export { splitText } from './split.js';
