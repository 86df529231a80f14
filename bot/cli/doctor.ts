import { languages } from '../../locales/index.js';
import { ConfigError, readConfig, terminalLanguages, type Config } from '../config.js';
import { diagnose, type Diagnosis } from '../doctor/doctor.js';
import type { Finding, Status } from '../doctor/types.js';
import { cliWords, print, type CliWords } from './words.js';

const marks: Readonly<Record<Status, string>> = { ok: '✓', info: '·', warn: '!', fail: '✗' };

/** `guihang doctor`: every check with what to do. Exit code 1 when something must be mended, 2 for the configuration. */
export async function doctor(options: {
  readonly json?: boolean;
  readonly offline?: boolean;
}): Promise<void> {
  const config = configOf(options.json === true);
  const diagnosis = await diagnose(config, options.offline === true);
  if (options.json === true) printJson(diagnosis);
  else printTalk(diagnosis);
  if (diagnosis.findings.some(({ status }) => status === 'fail')) process.exitCode = 1;
}

/** A wrong configuration ends every command; a program that reads our JSON is told in JSON as well. */
function configOf(json: boolean): Config {
  try {
    return readConfig();
  } catch (error) {
    if (json && error instanceof ConfigError) {
      for (const problem of error.problems)
        print(JSON.stringify({ check: 'config', status: 'fail', en: problem }));
    }
    throw error;
  }
}

function printJson({ findings }: Diagnosis): void {
  const words = cliWords(languages);
  for (const { check, status, words: key, params } of findings) {
    const [zh, en] = words.lines(`doctor.${key}`, params);
    print(JSON.stringify({ check, status, code: key, 'zh-CN': zh, en }));
  }
}

function printTalk({ findings, language }: Diagnosis): void {
  const words = cliWords(language === null ? terminalLanguages() : [language]);
  for (const finding of findings) print(...linesOf(finding, words));
  print('');
  // Nobody to call is said once more, last, where nobody overlooks it.
  const nobody = findings.filter(({ check, status }) => check === 'cover' && status === 'fail');
  for (const finding of nobody) {
    const [first = '', ...rest] = words.lines(`doctor.${finding.words}`, finding.params);
    print(`‼‼ ${first}`, ...rest.map((line) => `     ${line}`), '');
  }
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const [fails, warns] = [count('fail'), count('warn')];
  print(
    ...words.lines(fails > 0 ? 'doctor.sum.fail' : warns > 0 ? 'doctor.sum.warn' : 'doctor.sum.ok', {
      fails,
      warns,
    }),
  );
}

function linesOf({ status, words: key, params }: Finding, words: CliWords): string[] {
  return words
    .lines(`doctor.${key}`, params)
    .map((line, index) => `${index === 0 ? marks[status] : ' '} ${line.replaceAll('\n', '\n  ')}`);
}
