import type { Member } from './cast.js';
import { localParts } from '../../scheduler/zone/index.js';
import type { PhoneLine } from './phone.js';
import type { Run } from './world.js';

/** What somebody's phone saw, by their own clock; `around` keeps the days near a moment only. */
export function transcript(run: Run, chat: string, aroundMs: number | null = null): string {
  const member = run.cast.find((one) => one.chat === chat);
  if (member === undefined) return `nobody holds ${chat}`;
  const lines = run.provider
    .phone(chat)
    .lines.filter((line) => aroundMs === null || Math.abs(line.atMs - aroundMs) < 2 * 86_400_000);
  return [
    `── ${chat} (${member.role}, ${member.zone}, ${member.temper})`,
    ...lines.map((line) => lineOf(line, member)),
  ].join('\n');
}

function lineOf(line: PhoneLine, { zone }: Member): string {
  const { date, time } = localParts(new Date(line.atMs), zone);
  const words = line.text.replaceAll('\n', ' ⏎ ');
  if (line.by === 'person') return `${date} ${time} ← ${line.kind} ${words}`;
  const labels = line.buttons.flat().map((button) => `[${button.label}]`);
  return `${date} ${time} → ${words} ${labels.join(' ')}`.trimEnd();
}
