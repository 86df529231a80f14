/** Memory and CPU of the running bot with 150 people, while nothing happens. Linux only: it reads /proc. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secureRandom } from '../bot/random.js';
import { seedClient } from '../bot/seed/client.js';
import { seedStation } from '../bot/seed/station.js';
import { loadStation } from '../bot/facts/station.js';
import { openDatabase } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { packageRoot } from '../prisma/package-root.js';
import { loadCalendar } from '../scheduler/calendar/index.js';
import { systemClock } from '../scheduler/clock.js';
import { loadProgramme } from '../scheduler/programmes/index.js';
import { replan } from '../scheduler/replan.js';
import { localParts } from '../scheduler/zone/index.js';
import { round, type Bench } from './support/report.js';
import { startTwin } from './support/twin.js';

const key = 'b'.repeat(64);
/** In the provider's shape; opens nothing but the twin. */
const token = `7000001:${'A'.repeat(35)}`;
const zone = 'Asia/Shanghai';
/** Clock ticks a second of /proc/PID/stat on Linux. */
const ticksPerSecond = 100;

export const idle: Bench = async ({ quick }) => {
  const people = quick ? 5 : 150;
  const seconds = quick ? 3 : 60;
  const root = packageRoot();
  const cli = path.join(root, 'dist/bot/cli.js');
  if (!existsSync(cli)) throw new Error('expected dist/bot/cli.js, got none; run npm run build');
  const server = await startTwin({ bots: [{ token, username: 'bench_bot' }] });
  const folder = mkdtempSync(path.join(tmpdir(), 'guihang-idle-'));
  await seed(path.join(folder, 'guihang.db'), people);
  const env = {
    PATH: process.env['PATH'],
    GUIHANG_DATA: folder,
    GUIHANG_KEY: key,
    GUIHANG_PILOT: 'yes',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: server.twin.apiRoot,
  };
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const child = spawn(process.execPath, startArguments(root), {
    env,
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await systemClock.sleep(quick ? 4_000 : 15_000);
    if (child.exitCode !== null)
      throw new Error(`expected the bot to run, it ended with code ${child.exitCode}`);
    const before = usage(child.pid!);
    const bareBefore = usage(bare.pid!);
    let most = 0;
    for (let second = 0; second < seconds; second += 1) {
      await systemClock.sleep(1_000);
      most = Math.max(most, usage(child.pid!).rssMiB);
    }
    const core = (100 * (usage(child.pid!).cpuSeconds - before.cpuSeconds)) / seconds;
    const bareCore = (100 * (usage(bare.pid!).cpuSeconds - bareBefore.cpuSeconds)) / seconds;
    return {
      name: 'idle',
      what: `the bot with ${people} people for ${seconds} s in which nothing happens`,
      value: most,
      unit: 'MiB',
      aim: '< 150 MiB, < 1 % of a core',
      reached: most < 150 && core < 1,
      figures: {
        '% of a core': round(core),
        'bare Node, MiB (baseline)': round(usage(bare.pid!).rssMiB),
        'bare Node, % of a core': round(bareCore),
        'of bare Node’s memory': round(most / usage(bare.pid!).rssMiB),
      },
      stallMs: 0,
      rssMiB: most,
    };
  } finally {
    bare.kill();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.kill('SIGTERM')) await gone;
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What `npm start` hands to Node: with it, young objects get little room, and an idle bot stays small. */
function startArguments(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

function usage(pid: number): { readonly rssMiB: number; readonly cpuSeconds: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const rss = /VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return { rssMiB: Number(rss) / 1_024, cpuSeconds };
}

async function seed(file: string, people: number): Promise<void> {
  const db = await openDatabase({ file, key });
  await migrate(db);
  const now = systemClock.now();
  const station = {
    unit: '梧桐街道社区服务站',
    region: 'cn-sh',
    zone,
    locale: 'zh-CN',
    localNumber: '021-55550100',
    sites: [{ id: 'east', name: '东门服务点', address: '梧桐路 12 号' }],
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '18:30' })),
    group: null,
    practice: false,
  };
  const worker = { alias: '小林', role: 'worker', position: 0 } as const;
  const { stationId, staffIds } = await db.transaction((tx) =>
    seedStation(tx, station, [worker], secureRandom, now),
  );
  for (let index = 0; index < people; index += 1) {
    await db.transaction(async (tx) => {
      const personId = await seedClient(
        tx,
        {
          alias: `阿${index}`,
          locale: 'zh-CN',
          zone,
          hour: '20:00',
          releaseOn: localParts(now, zone).date,
          workerId: staffIds[0]!,
          stationId,
          consents: ['bot'],
          testTemplate: null,
          address: { bot: 'telegram', chat: String(5_000 + index) },
        },
        secureRandom,
        now,
      );
      const facts = loadStation(tx);
      await replan(tx, {
        programme: loadProgramme(),
        calendar: loadCalendar(),
        station: facts,
        personId,
        now,
      });
    });
  }
  await db.close();
}
