/** Writes .env.example out of bot/config.ts (after `npm run build`). */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { envExample } from '../dist/bot/config.js';

const file = path.resolve(import.meta.dirname, '../.env.example');
writeFileSync(file, envExample());
process.stdout.write('.env.example written\n');
