import { effect } from '@preact/signals';
import type { AdvanceTo, Language, PlanRow, Slot } from '../control.js';
import type { StreamEvents, WireMail } from '../wire.js';
import {
  addMails,
  mails,
  notice,
  online,
  pick,
  replaceAll,
  slots,
  spoken,
  shownChat,
  state,
  tab,
  wide,
} from './store.js';
import { language, say, t } from './words.js';

/** Posts to the server; a failure becomes a notice. Answers what the server answered, or null. */
async function post<T>(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<T | null> {
  try {
    const response = await fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: { code: string } };
    if (response.ok) return answer;
    notice.value = { key: `error.${answer.error?.code ?? 'practice.failed'}`, with: {} };
  } catch {
    notice.value = { key: 'error.offline', with: {} };
  }
  return null;
}

/** What a person does on a phone. Each resolves to true when the bot has it. */
export const person = {
  say: async (chat: string, text: string): Promise<boolean> =>
    (await post('say', { chat, text, language: language.value })) !== null,
  tap: async (chat: string, mail: number, token: string, label: string): Promise<boolean> =>
    (await post('tap', { chat, mail, token, label, language: language.value })) !== null,
  media: async (chat: string, kind: 'voice' | 'image' | 'sticker'): Promise<boolean> =>
    (await post('media', { chat, kind, language: language.value })) !== null,
};

/** What moves the clock or the scene. */
export const clock = {
  advance: (to: AdvanceTo) => post('advance', { to, front: shownChat('client')?.chat ?? null }),
  stop: () => post('advance/stop'),
  auto: (on: boolean) => post('auto', { on }),
  reset: (scene: 'enrolled' | 'invitation') => post('reset', { scene, language: language.value }),
};

/** Another phone for a screen; with `code`, one that opens that invitation. Brings it to the front. */
export async function addPhone(slot: Slot, code?: string): Promise<void> {
  const made = await (code === undefined
    ? post<{ chat: string }>('phones', { slot })
    : post<{ chat: string }>('open', { slot, code, language: language.value }));
  if (made !== null) pick(slot, made.chat);
}

/** The plan of whoever holds `chat`; null when it could not be had. */
export async function planOf(chat: string): Promise<readonly PlanRow[] | null> {
  try {
    const response = await fetch(`/api/plan?chat=${encodeURIComponent(chat)}`);
    if (!response.ok) return null;
    return ((await response.json()) as { rows: PlanRow[] }).rows;
  } catch {
    return null;
  }
}

/** Listens to the server for as long as the page is open; the browser reconnects by itself. */
export function listen(): void {
  const source = new EventSource('/api/stream');
  source.onopen = () => (online.value = true);
  source.onerror = () => (online.value = false);
  const on = <E extends keyof StreamEvents>(name: E, then: (data: StreamEvents<WireMail>[E]) => void) =>
    source.addEventListener(name, (event: MessageEvent<string>) =>
      then(JSON.parse(event.data) as StreamEvents<WireMail>[E]),
    );
  on('start', ({ mails, state: now }) => replaceAll(mails, now));
  effect(speakAlike);
  on('state', (now) => (state.value = now));
  on('trouble', ({ code }) => (notice.value = { key: `error.${code}`, with: {} }));
  on('mail', (more) => {
    addMails(more);
    announce(more);
  });
}

/**
 * While nothing has been said yet, the practice people take up the language of the page; later only starting over
 * changes what they speak, and the page says so.
 */
function speakAlike(): void {
  const now = state.value;
  if (now === null || now.language === language.value || language.value === asked) return;
  asked = language.value;
  if (mails.peek().size === 0 && now.journey === null) void clock.reset('enrolled');
  else notice.value = { key: 'app.othersSpeak', with: {} };
}

/** The language that the people were last asked to speak. */
let asked: Language | null = null;

/** Tells a screen reader what came in on a phone in view; not while the clock runs through weeks of it. */
function announce(more: readonly WireMail[]): void {
  if (state.value?.journey?.to === 'day90') return;
  for (const slot of wide.value ? slots : [tab.value]) {
    const shown = shownChat(slot);
    const texts = more
      .filter((mail) => mail.chat === shown?.chat && mail.way === 'out')
      .map((mail) => mail.text);
    if (shown === null || texts.length === 0) continue;
    const sentence = t('phone.announce', { who: say(shown.label), text: texts.join('\n') });
    // A reader passes over a text that did not change; the same words again are news all the same.
    spoken.value = spoken.value === sentence ? `${sentence}\u00a0` : sentence;
  }
}
