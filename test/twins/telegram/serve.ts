/**
 * The twin as a process of its own, for tests that kill the bot and for benches. Prints one JSON line
 * `{"apiRoot":"http://127.0.0.1:…"}` when it listens, and ends with SIGTERM or when its standard input closes.
 * Its one argument is a JSON object of {@link TwinOptions} without `now`.
 */
import { startTwin, type TwinOptions } from './twin.js';

const twin = await startTwin(JSON.parse(process.argv[2] ?? '{}') as Omit<TwinOptions, 'now'>);
console.log(JSON.stringify({ apiRoot: twin.apiRoot }));

const end = (): void => void twin.stop().then(() => process.exit(0));
process.on('SIGTERM', end);
process.stdin.on('end', end).resume();
