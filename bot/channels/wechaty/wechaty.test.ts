import { describe } from 'vitest';
import { wechatSide } from '../../../test/twins/wechaty/rig.js';
import { startWechatTwin } from '../../../test/twins/wechaty/twin.js';
import { channelContract, RecordingHost, type Rig } from '../contract.js';
import { createWechatyChannel } from './index.js';

/** Over a real gRPC service; a login that needs nobody is waited for, as it comes a moment after the connection. */
async function open(): Promise<Rig> {
  const twin = await startWechatTwin();
  const channel = createWechatyChannel({ bot: 'wechat', puppet: twin.choice, random: () => 0.5 });
  const start = channel.start.bind(channel);
  channel.start = async (host) => {
    await start(host);
    if (host instanceof RecordingHost) await host.until(() => host.eventTypes.includes('online'));
  };
  return { ...wechatSide(twin), channel, close: () => twin.kill() };
}

describe('wechaty over a loopback puppet service', () => channelContract(open));
