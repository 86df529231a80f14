import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../bot/config.js';

const parse = (env: Record<string, string>) => parseConfig(env, '/tmp');
const service = {
  WECHATY_PUPPET: 'wechaty-puppet-service',
  WECHATY_PUPPET_SERVICE_TOKEN: 'puppet_abc-12345',
};

function problemsOf(env: Record<string, string>): string {
  try {
    parse(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the WeChat account in the settings', () => {
  it('is not there unless a puppet is named', () => {
    expect(parse({}).wechaty).toBeNull();
  });

  it('knows a hosted service, its window and its pace', () => {
    const env = {
      ...service,
      WECHATY_PUPPET_SERVICE_ENDPOINT: 'puppet.example.org:8788',
      WECHATY_REPLY_HOURS: '48',
    };
    expect(parse(env).wechaty).toEqual({
      puppet: {
        kind: 'service',
        token: 'puppet_abc-12345',
        endpoint: 'puppet.example.org:8788',
        plain: false,
      },
      audience: 'everyone',
      replyWindow: { ms: 48 * 3_600_000, messages: 5 },
      pace: { gapMs: 2_500, jitterMs: 2_000 },
    });
  });

  it('is for clients where the staff have a bot of their own', () => {
    const token = `123456:${'a'.repeat(35)}`;
    expect(parse({ ...service, TELEGRAM_STAFF_BOT_TOKEN: token }).wechaty?.audience).toBe('clients');
  });

  it('says what is missing, and never shows the token', () => {
    expect(problemsOf({ WECHATY_PUPPET: 'wechaty-puppet-service' })).toContain(
      'WECHATY_PUPPET_SERVICE_TOKEN',
    );
    expect(problemsOf({ WECHATY_PUPPET_SERVICE_TOKEN: 'puppet_abc-12345' })).toContain('WECHATY_PUPPET:');
    expect(problemsOf({ WECHATY_PUPPET: 'puppet' })).toContain('wechaty-puppet-wechat4u');
    const bad = problemsOf({ ...service, WECHATY_PUPPET_SERVICE_TOKEN: 'not a token' });
    expect(bad).toContain('copy it again');
    expect(bad).not.toContain('not a token');
  });

  it('goes without TLS on this machine only', () => {
    const plain = { ...service, WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true' };
    expect(problemsOf(plain)).toContain('this machine');
    expect(problemsOf({ ...plain, WECHATY_PUPPET_SERVICE_ENDPOINT: 'puppet.example.org:8788' })).toContain(
      'reads along',
    );
    expect(problemsOf({ ...plain, WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788' })).toBe('');
  });
});
