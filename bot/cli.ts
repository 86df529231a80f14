#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../prisma/package-root.js';
import { end } from './cli/end.js';

/**
 * The command line. Each command's code is loaded when it is called, so that `--help` answers at once.
 * Exit codes: 0 done · 1 something must be mended (doctor) or failed · 2 the configuration or the call is wrong.
 */
const { version } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('guihang')
  .description(
    '归航 Guihang: a chat bot that stands by people who have just come home · 陪刚回家的人走一段路',
  )
  .version(version)
  .showHelpAfterError('(guihang --help shows what there is)')
  .exitOverride();

program
  .command('start')
  .description('run the bot; without a channel token: practice phones on http://127.0.0.1:3000 · 启动')
  .action(async () => (await import('./cli/start.js')).start());

program
  .command('practice')
  .description('run the practice phones beside a real deployment, on their own database · 演练')
  .option('-p, --port <number>', 'port on this machine (default: PORT or 3000)')
  .action(async (options: { port?: string }) => (await import('./cli/start.js')).practice(options));

program
  .command('setup')
  .description('ask what a station must know before anyone is invited · 站点设置')
  .option('--from <file>', 'take the answers from a YAML file instead of asking')
  .option('--example', 'print an example of that file')
  .option('--again', 'change an existing station')
  .action(async (options: { from?: string; example?: boolean; again?: boolean }) =>
    (await import('./cli/setup.js')).setup(options),
  );

program
  .command('invite')
  .description('make a one-time invitation for a colleague (clients are invited in the chat) · 邀请同事')
  .requiredOption('--role <role>', 'worker, supervisor or operator')
  .requiredOption('--alias <name>', 'how colleagues and clients know them')
  .action(async (options: { role: string; alias: string }) =>
    (await import('./cli/invite.js')).invite(options),
  );

program
  .command('migrate')
  .description('bring the database to this version · 升级数据库')
  .option('--check', 'only say what would be done')
  .action(async (options: { check?: boolean }) => (await import('./cli/migrate.js')).migrateCommand(options));

program
  .command('doctor')
  .description(
    'check configuration, key, database, hotlines, on-call cover and channels; exit 1 if something must be mended · 体检',
  )
  .option('--json', 'print one JSON line a check')
  .option('--offline', 'do not ask the channels')
  .action(async (options: { json?: boolean; offline?: boolean }) =>
    (await import('./cli/doctor.js')).doctor(options),
  );

program
  .command('rehearse')
  .description('play the programme for a scripted person on a virtual clock · 预演')
  .option('--days <number>', 'days to play', '90')
  .option('--zone <zone>', 'IANA zone of the person', 'Asia/Shanghai')
  .option('--release <day>', 'release day, YYYY-MM-DD', '2026-12-01')
  .option('--persona <name>', 'answers, silent, irregular or crisis', 'answers')
  .option('--language <locale>', 'zh-CN or en', 'zh-CN')
  .option('--hour <time>', 'hour of the check-in, HH:mm', '20:00')
  .option('--template <name>', 'cn-22, cn-12, cn-28 or none', 'cn-22')
  .option('--seed <number>', 'seed of everything that is left to chance', '1')
  .option('--json', 'one JSON line a message')
  .action(async (options: Record<string, string | boolean>) =>
    (await import('./cli/rehearse.js')).rehearseCommand(options),
  );

program
  .command('why')
  .description('print why a person did or did not get something, each decision with its reason · 为什么')
  .argument('<person>', 'alias or id')
  .option('--day <day>', 'one local day, YYYY-MM-DD (default: all)')
  .option('--practice', 'a practice person')
  .action(async (person: string, options: { day?: string; practice?: boolean }) =>
    (await import('./cli/why.js')).whyCommand(person, options),
  );

program
  .command('programme')
  .description(
    'say who is on which revision of the programme, and what a move to the newest would change · 计划的版本',
  )
  .option('--move', 'move everybody who can be moved; without it, it is only shown (stop the bot first)')
  .option('--try <file>', 'show what would change if this programme file were in force')
  .option('--practice', 'the practice database')
  .action(async (options: { move?: boolean; try?: string; practice?: boolean }) =>
    (await import('./cli/programme.js')).programmeCommand(options),
  );

program
  .command('triage')
  .description(
    'read one text a line from standard input, print one JSON line each: level 0–3 and kinds · 研判',
  )
  .action(async () => (await import('./cli/triage.js')).triageCommand());

await end(() => program.parseAsync());
