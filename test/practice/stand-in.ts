import type { Button, ChannelHost, Inbound } from '../../bot/channels/channel.js';
import type { WebChannel } from '../../bot/channels/web/web.js';
import type {
  Language,
  PhoneChat,
  PlanRow,
  PracticeControl,
  PracticeState,
  Scene,
  Slot,
} from '../../bot/practice/control.js';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
/** 20:00 in Shanghai on the release day. */
const RELEASE = Date.parse('2026-12-01T12:00:00Z');

/** Names of the practice people; the same in both languages. */
const people: Record<string, { slot: Slot; label: PhoneChat['label'] }> = {
  'client-1': { slot: 'client', label: { 'zh-CN': '阿明', en: 'Ming' } },
  'client-2': { slot: 'client', label: { 'zh-CN': '老周', en: 'Zhou' } },
  'family-1': { slot: 'family', label: { 'zh-CN': '小芳', en: 'Fang' } },
  'worker-1': { slot: 'worker', label: { 'zh-CN': '陈社工', en: 'Ms Chen' } },
};

/**
 * A bot that echoes, over the real web channel, with a clock of its own: enough for the page to be driven before
 * and apart from the real one. Each day at 20:00 it asks client-1 how the day was.
 */
export class StandIn implements PracticeControl, ChannelHost {
  #now = RELEASE;
  #auto = false;
  #language: Language = 'zh-CN';
  #sent = 0;
  #tokens = 0;
  #chats = new Map(Object.entries(people));
  readonly received: Inbound[] = [];
  /** Makes `receive` reject, as a bot does whose database is gone. */
  refusing = false;
  /** Called before each day of a journey; a test holds the clock here. */
  pause: (signal: AbortSignal) => Promise<void> = async () => undefined;

  constructor(readonly channel: WebChannel) {}

  now(): Date {
    return new Date(this.#now);
  }

  report(): void {}

  async sleep(): Promise<void> {}

  async receive(batch: readonly Inbound[]): Promise<void> {
    if (this.refusing) throw new Error('the database is gone');
    for (const inbound of batch) {
      this.received.push(inbound);
      await this.#answer(inbound);
    }
  }

  async state(): Promise<PracticeState> {
    const slots: Slot[] = ['client', 'family', 'worker'];
    return {
      now: this.now().toISOString(),
      zone: ZONE,
      localTime: this.now().toISOString(),
      day: this.#day(),
      nextEvent: {
        at: new Date(this.#now + DAY_MS).toISOString(),
        label: { 'zh-CN': '晚间问候', en: 'check-in' },
      },
      busy: false,
      auto: this.#auto,
      language: this.#language,
      phones: slots.map((slot) => ({
        slot,
        chats: [...this.#chats]
          .filter(([, person]) => person.slot === slot)
          .map(([chat, person]) => ({ chat, label: person.label, role: person.slot })),
      })),
    };
  }

  async advance(
    to: 'next' | 'day' | 'day90',
    progress: (p: { now: string; day: number | null }) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const days = to === 'day90' ? 90 - this.#day() : 1;
    for (let step = 0; step < days && !signal.aborted; step += 1) {
      await this.pause(signal);
      this.#now += DAY_MS;
      await this.ask();
      progress({ now: this.now().toISOString(), day: this.#day() });
    }
  }

  async setAuto(on: boolean): Promise<void> {
    this.#auto = on;
  }

  async reset(scene: Scene, language: Language | null = null): Promise<void> {
    this.#language = language ?? this.#language;
    await this.channel.mailbox.clear();
    this.#now = RELEASE;
    this.#auto = false;
    this.#chats = new Map(Object.entries(people));
    if (scene === 'invitation') await this.say('worker-1', `code\n${this.channel.inviteLink('TRY-4711')}`);
    else await this.ask();
  }

  async newPhone(slot: Slot): Promise<{ chat: string }> {
    const chat = `${slot}-${this.#chats.size + 1}`;
    this.#chats.set(chat, { slot, label: chat });
    return { chat };
  }

  async plan(chat: string): Promise<readonly PlanRow[]> {
    if (chat !== 'client-1') return [];
    const states = ['done', 'dropped', 'planned'] as const;
    return states.map((state, index) => ({
      at: new Date(RELEASE + index * DAY_MS).toISOString(),
      local: `12-0${index + 1} 20:00`,
      day: index,
      step: 'check-in',
      state,
      reason: state === 'dropped' ? { 'zh-CN': '已超过当天上限', en: 'over the cap of the day' } : null,
      label: { 'zh-CN': '晚间问候', en: 'check-in' },
      decisions:
        state === 'planned'
          ? []
          : [{ local: `12-0${index + 1} 20:00`, label: { 'zh-CN': '发了', en: 'went out' } }],
    }));
  }

  /** One message of the bot; buttons one to a row of two. */
  async say(chat: string, text: string, labels: readonly string[] = []): Promise<void> {
    this.#sent += 1;
    const buttons = labels.map((label): Button => ({ token: `t${(this.#tokens += 1)}`, label }));
    const rows = [buttons.slice(0, 2), buttons.slice(2)].filter((row) => row.length > 0);
    await this.channel.send({
      key: `k${this.#sent}`,
      address: { bot: this.channel.bot, chat },
      text,
      buttons: rows,
    });
  }

  async ask(): Promise<void> {
    await this.say('client-1', '今天怎么样？ How is today?', [
      '好 good',
      '还行 okay',
      '不太好 not good',
      '难 hard',
    ]);
  }

  #day(): number {
    return Math.round((this.#now - RELEASE) / DAY_MS);
  }

  async #answer({ address, kind, text }: Inbound): Promise<void> {
    if (kind === 'text') await this.say(address.chat, `收到 got: ${text.slice(0, 40)}\n12356`);
    else if (kind === 'button') await this.say(address.chat, `谢谢 thank you: ${text}`);
    else await this.say(address.chat, `看不了 cannot read: ${kind}\n12356`);
  }
}
