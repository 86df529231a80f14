import type { Slot } from '../control.js';
import { show, slots, tab, unreadOf, wide } from './store.js';
import { t } from './words.js';

/** At phone width: which of the three screens is in front. Arrow keys move, as in every row of tabs. */
export function Tabs() {
  if (wide.value) return null;
  return (
    <div class="tabs" role="tablist" aria-label={t('phone.tabs')} onKeyDown={move}>
      {slots.map((slot) => (
        <Tab key={slot} slot={slot} />
      ))}
    </div>
  );
}

function Tab({ slot }: { slot: Slot }) {
  const selected = tab.value === slot;
  const waiting = unreadOf(slot, false);
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${slot}`}
      class="tab"
      data-slot={slot}
      aria-selected={selected}
      aria-controls={`phone-${slot}`}
      tabIndex={selected ? 0 : -1}
      onClick={() => show(slot)}
    >
      {t(`phone.short.${slot}`)}
      {waiting > 0 && (
        <span class="badge" aria-label={t('phone.unread', { n: waiting })}>
          {waiting}
        </span>
      )}
    </button>
  );
}

function move(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const next = slots[(slots.indexOf(tab.value) + step + slots.length) % slots.length];
  if (next === undefined) return;
  event.preventDefault();
  show(next);
  document.getElementById(`tab-${next}`)?.focus();
}
