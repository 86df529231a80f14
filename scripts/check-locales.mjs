/** Every message exists in every language with the same placeholders (after `npm run build`). */
import path from 'node:path';
import { localeProblems } from '../dist/locales/parity.js';
import { report } from './report.mjs';

report('locales', localeProblems(path.resolve(import.meta.dirname, '../locales')));
