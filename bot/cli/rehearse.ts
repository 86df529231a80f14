import { isZone } from '../../scheduler/zone/index.js';
import { personas, type Persona } from '../rehearse/personas.js';
import { rehearse, type RehearsedMessage } from '../rehearse/rehearse.js';
import { endWithReader, UsageError } from './end.js';

const templates = ['cn-22', 'cn-12', 'cn-28'] as const;

/** `guihang rehearse`: prints every message of the rehearsal, as a transcript or as JSON lines. */
export async function rehearseCommand(options: Readonly<Record<string, string | boolean>>): Promise<void> {
  const problems: string[] = [];
  const text = (name: string) => String(options[name]);
  const check = (ok: boolean, name: string, expected: string) => {
    if (!ok) problems.push(`--${name}: expected ${expected}, got ${text(name)}`);
  };
  check(/^\d{1,3}$/u.test(text('days')) && Number(text('days')) <= 365, 'days', 'a number from 0 to 365');
  check(isZone(text('zone')), 'zone', 'an IANA zone such as Asia/Shanghai');
  check(isDay(text('release')), 'release', 'a day such as 2026-12-01');
  check(personas.includes(text('persona') as Persona), 'persona', personas.join(', '));
  check(['zh-CN', 'en'].includes(text('language')), 'language', 'zh-CN or en');
  check(/^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(text('hour')), 'hour', 'a time such as 20:00');
  check(
    [...templates, 'none'].includes(text('template') as 'none'),
    'template',
    `${templates.join(', ')} or none`,
  );
  check(/^\d{1,9}$/u.test(text('seed')), 'seed', 'a whole number');
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  endWithReader();
  await rehearse(
    {
      days: Number(text('days')),
      zone: text('zone'),
      releaseOn: text('release'),
      persona: text('persona') as Persona,
      locale: text('language'),
      hour: text('hour'),
      template: text('template') === 'none' ? null : (text('template') as 'cn-22'),
      seed: Number(text('seed')),
    },
    options['json'] === true ? printJson : printTalk,
  );
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  );
}

function printJson(message: RehearsedMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function printTalk({ local, day, to, kind, proactive, text }: RehearsedMessage): void {
  const mark = proactive ? '●' : '○';
  process.stdout.write(`${local}  D${day}  ${mark} ${to} · ${kind}\n${text.replaceAll(/^/gmu, '    ')}\n\n`);
}
