import type { Puppet } from 'wechaty-puppet';
import type { PuppetChoice } from './options.js';

/** What we use of the library's connection, whose own type is not exported. */
interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** What makes a connection unusable, told once by the puppet that we made. */
export type OnBroken = (error: unknown) => void;

/**
 * Makes the puppet, not started. The SDKs are loaded here and only when an account is configured: together they take
 * some 60 MB and half a second. Their logs are silenced first: at some levels they hold names, texts and tokens.
 */
export async function makePuppet(choice: PuppetChoice, onBroken: OnBroken): Promise<Puppet> {
  const { log } = await import('wechaty-puppet');
  log.level('silent');
  if (choice.kind === 'wechat4u') {
    const { PuppetWechat4u } = await import('wechaty-puppet-wechat4u');
    return new PuppetWechat4u() as unknown as Puppet;
  }
  return makeServicePuppet(choice, onBroken);
}

async function makeServicePuppet(
  choice: Extract<PuppetChoice, { kind: 'service' }>,
  onBroken: OnBroken,
): Promise<Puppet> {
  const { PuppetService } = await import('wechaty-puppet-service');

  /**
   * The library's client, less two habits. It keeps everybody's names and pictures in plain files in the home folder;
   * here it keeps nothing. And when the service goes away it waits a minute and then restarts itself half-way; here a
   * broken connection is told at once and replaced by a new one.
   */
  class DiscreetPuppetService extends PuppetService {
    protected override hookPayloadStore(): void {}

    protected override bridgeGrpcEventStream(client: Emitter): void {
      super.bridgeGrpcEventStream(client as never);
      client.on('end', () => onBroken(new Error('stream ended')));
      client.on('error', onBroken);
    }

    override reset(): Promise<void> {
      onBroken(new Error('no heartbeat'));
      return Promise.resolve();
    }
  }

  const { token, endpoint, plain } = choice;
  return new DiscreetPuppetService({
    token,
    ...(endpoint === null ? {} : { endpoint }),
    ...(plain ? { tls: { disable: true } } : {}),
  });
}
