import { hasChannel, type Config } from '../config.js';
import { checkChannels } from './channels.js';
import { checkData } from './data.js';
import { checkDefinitions } from './definitions.js';
import { checkMachine } from './machine.js';
import { examine } from './patient.js';
import { checkProtections } from './protections.js';
import { checkRunning } from './running.js';
import { checkStation } from './station.js';
import type { Check, Finding } from './types.js';

/** What was found, and in whose language a station wants to read it. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** The station's; null before set-up. */
  readonly language: 'zh-CN' | 'en' | null;
}

const mode: Check = ({ isReal, config }) => {
  if (!isReal) return [{ check: 'mode', status: 'info', words: 'mode.practice' }];
  const words = hasChannel(config) ? 'mode.real' : 'mode.prepared';
  return [{ check: 'mode', status: 'info', words }];
};

const configured: Check = () => [{ check: 'config', status: 'ok', words: 'config.ok' }];

const checks: readonly Check[] = [
  mode,
  configured,
  checkMachine,
  checkData,
  checkDefinitions,
  checkStation,
  checkChannels,
  checkRunning,
  checkProtections,
];

/** Looks at everything; writes nothing, and disturbs no running bot. */
export async function diagnose(config: Config, offline: boolean): Promise<Diagnosis> {
  const { patient, close } = await examine(config, offline);
  try {
    const findings: Finding[] = [];
    for (const check of checks) findings.push(...(await check(patient)));
    const locale = patient.station?.locale;
    return { findings, language: locale === undefined ? null : locale === 'en' ? 'en' : 'zh-CN' };
  } finally {
    await close();
  }
}
