import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PhoneChat, Slot } from '../control.js';
import type { WireMail } from '../wire.js';
import { Bubble } from './bubble.js';
import { useFollowing } from './follow.js';
import { Empty } from './guide.js';
import { Icon } from './icons.js';
import { dayOf, mails, state } from './store.js';
import { daysBetween, localDay, shortDate } from './when.js';
import { language, say, t } from './words.js';

/** Lines drawn at first, and with each press of "earlier". */
const PAGE = 120;

/** The conversation of one phone, days apart, the newest in view unless somebody is reading further up. */
export function Log({ slot, chat }: { slot: Slot; chat: PhoneChat }) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useSignal(PAGE);
  const all = mails.value.get(chat.chat) ?? [];
  const { missed, toFoot, onScroll } = useFollowing(box, all);
  const shown = all.slice(-drawn.value);
  return (
    <div class="log-place">
      <div
        class="log"
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t('phone.log', { who: say(chat.label) })}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={(event) => walk(event, box.current)}
      >
        {all.length === 0 && <Empty slot={slot} />}
        {all.length > shown.length && (
          <button type="button" class="quiet earlier" onClick={() => (drawn.value += PAGE)}>
            {t('phone.earlier')}
          </button>
        )}
        <Lines slot={slot} chat={chat} lines={shown} />
      </div>
      {missed.value > 0 && (
        <button type="button" class="to-foot" onClick={toFoot}>
          <Icon name="down" />
          {t('phone.unread', { n: missed.value })}
        </button>
      )}
    </div>
  );
}

function Lines({ slot, chat, lines }: { slot: Slot; chat: PhoneChat; lines: readonly WireMail[] }) {
  const zone = state.value?.zone ?? 'UTC';
  const tapped = new Set(
    lines.filter((mail) => mail.way === 'tap').flatMap((mail) => mail.buttons.flat().map((b) => b.token)),
  );
  const lastAsking = lines.findLast((mail) => mail.way === 'out' && mail.buttons.length > 0)?.id;
  return lines.map((mail, index) => {
    const before = lines[index - 1];
    const newDay = before === undefined || localDay(before.at, zone) !== localDay(mail.at, zone);
    const joined = !newDay && (before.way === 'out') === (mail.way === 'out');
    return [
      newDay && <DayMark key={`day-${mail.id}`} slot={slot} chat={chat} at={mail.at} zone={zone} />,
      <Bubble
        key={mail.id}
        slot={slot}
        mail={mail}
        zone={zone}
        tapped={tapped}
        joined={joined}
        current={mail.id === lastAsking}
      />,
    ];
  });
}

/** The date, and for a client the day on the programme, counted back from today's. */
function DayMark({ slot, chat, at, zone }: { slot: Slot; chat: PhoneChat; at: string; zone: string }) {
  const now = state.value;
  const today = dayOf(slot, chat);
  const present = now?.journey?.now ?? now?.now ?? at;
  const day = today === null ? null : today - daysBetween(at, present, zone);
  return (
    <p class="day-mark">
      {day !== null && day >= 0 && <strong>{t('clock.day', { day })}</strong>}{' '}
      {shortDate(at, zone, language.value)}
    </p>
  );
}

/** Arrow keys walk over everything that can be tapped, older messages' buttons included. */
function walk(event: KeyboardEvent, box: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...(box?.querySelectorAll<HTMLElement>('button') ?? [])];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const next = event.key === 'ArrowUp' ? (here === -1 ? stops.length - 1 : here - 1) : here + 1;
  if (here === -1 && event.key === 'ArrowDown') return;
  const stop = stops[next];
  if (stop === undefined) return;
  event.preventDefault();
  stop.focus();
}
