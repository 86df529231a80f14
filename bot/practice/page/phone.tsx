import type { PhoneChat, Slot } from '../control.js';
import { Composer } from './composer.js';
import { Icon } from './icons.js';
import { Log } from './log.js';
import { chatsOf, dialog, pick, shownChat, tab, unread, unreadOf, wide } from './store.js';
import { addPhone } from './talk.js';
import { knows, say, t } from './words.js';

/** One of the three screens: whose phone it is, what was said, and what can be said. */
export function Phone({ slot }: { slot: Slot }) {
  const chat = shownChat(slot);
  const alone = !wide.value;
  const asTab = alone
    ? { role: 'tabpanel' as const, 'aria-labelledby': `tab-${slot}` }
    : { 'aria-labelledby': `who-${slot}` };
  return (
    <section
      class="phone"
      id={`phone-${slot}`}
      data-slot={slot}
      hidden={alone && tab.value !== slot}
      {...asTab}
    >
      <header class="phone-top">
        <h2 id={`who-${slot}`}>{t(`phone.${slot}`)}</h2>
        <Holder slot={slot} chat={chat} />
        {slot === 'client' && chat !== null && (
          <button
            type="button"
            class="quiet with-icon"
            onClick={() => (dialog.value = { planOf: chat.chat })}
          >
            <Icon name="plan" />
            {t('phone.plan')}
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={t('phone.add')}
          title={t('phone.add')}
          onClick={() => void addPhone(slot)}
        >
          <Icon name="addPhone" />
        </button>
      </header>
      {chat === null ? (
        <p class="log empty">{t('phone.noOne')}</p>
      ) : (
        <>
          <Log key={chat.chat} slot={slot} chat={chat} />
          <Composer key={`write-${chat.chat}`} slot={slot} chat={chat} />
        </>
      )}
    </section>
  );
}

/** Whose phone the screen shows; with several, a choice, each with what nobody has read on it. */
function Holder({ slot, chat }: { slot: Slot; chat: PhoneChat | null }) {
  const others = unreadOf(slot, true);
  return (
    <span class="holder">
      <select
        aria-label={t('phone.person')}
        value={chat?.chat ?? ''}
        disabled={chat === null}
        onChange={(event) => pick(slot, event.currentTarget.value)}
      >
        {chatsOf(slot).map((one) => (
          <option key={one.chat} value={one.chat}>
            {named(one, slot)}
          </option>
        ))}
      </select>
      {others > 0 && (
        <span class="badge" title={t('phone.unread', { n: others })}>
          <span class="visually-hidden">{t('phone.unread', { n: others })}</span>
          <span aria-hidden="true">{others}</span>
        </span>
      )}
    </span>
  );
}

/** Name, with the role where it is not the screen's own, and the count of unread lines. */
function named({ chat, label, role }: PhoneChat, slot: Slot): string {
  const key = `role.${role}`;
  const what = role === slot || !knows(key) ? '' : ` · ${t(key)}`;
  const waiting = unread.value.get(chat) ?? 0;
  return `${say(label)}${what}${waiting === 0 ? '' : ` (${waiting})`}`;
}
