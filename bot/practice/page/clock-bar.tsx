import type { AdvanceTo } from '../control.js';
import type { StreamState } from '../wire.js';
import { dialog, shownDay, state } from './store.js';
import { clock } from './talk.js';
import { Voyage } from './voyage.js';
import { clockTime, localDay, shortDate } from './when.js';
import { language, say, t } from './words.js';

/** Practice time, the ninety days, and what moves them. */
export function ClockBar() {
  const now = state.value as StreamState;
  const at = now.journey?.now ?? now.now;
  return (
    <section class="clock" aria-label={t('clock.label')}>
      <div class="clock-now">
        <p class="clock-time">
          <span class="clock-date">{shortDate(at, now.zone, language.value)}</span>
          <time dateTime={at}>{clockTime(at, now.zone)}</time>
          {now.busy && <span class="busy" role="img" aria-label={t('clock.busy')} title={t('clock.busy')} />}
        </p>
        <Day />
        <Ahead now={now} />
      </div>
      <Voyage at={at} zone={now.zone} />
      <Moves now={now} />
      <div class="clock-scene">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={now.auto}
            onChange={(event) => void clock.auto(event.currentTarget.checked)}
          />
          <span class="switch-track" aria-hidden="true" />
          {t('clock.auto')}
        </label>
        <button type="button" class="quiet" onClick={() => (dialog.value = 'reset')}>
          {t('clock.startOver')}
        </button>
      </div>
    </section>
  );
}

function Day() {
  const day = shownDay.value;
  if (day === null) return <p class="clock-day none">{t('clock.noDay')}</p>;
  return (
    <p class="clock-day">
      <strong>{t('clock.day', { day })}</strong> <span>{t(day > 90 ? 'clock.beyond' : 'clock.of')}</span>
    </p>
  );
}

/** What comes next; while the clock moves, that it does. */
function Ahead({ now }: { now: StreamState }) {
  const { journey, nextEvent, zone } = now;
  if (journey !== null) return <p class="clock-ahead moving">{t('clock.moving')}</p>;
  if (nextEvent === null) return <p class="clock-ahead">{t('clock.nothing')}</p>;
  const time = clockTime(nextEvent.at, zone);
  const sameDay = localDay(nextEvent.at, zone) === localDay(now.now, zone);
  const when = sameDay ? time : `${shortDate(nextEvent.at, zone, language.value)} ${time}`;
  const what = nextEvent.label == null ? '' : say(nextEvent.label);
  return <p class="clock-ahead">{t(what === '' ? 'clock.nextAt' : 'clock.nextAtWhat', { when, what })}</p>;
}

const moves = [
  ['next', 'clock.next'],
  ['day', 'clock.plusDay'],
  ['day90', 'clock.toDay90'],
] as const;

/** The buttons keep their place and their focus while the clock moves; the last one turns into "stop". */
function Moves({ now }: { now: StreamState }) {
  const moving = now.journey !== null;
  const day = shownDay.value;
  const cannot = (to: AdvanceTo) =>
    (to === 'next' && now.nextEvent === null) || (to === 'day90' && (day === null || day >= 90));
  return (
    <div class="clock-moves">
      {moves.map(([to, key]) => {
        const stop = moving && to === 'day90';
        const off = !stop && (moving || cannot(to));
        return (
          <button
            key={to}
            type="button"
            class={stop ? 'move stop' : `move ${to}`}
            aria-disabled={off}
            onClick={() => (stop ? void clock.stop() : off || void clock.advance(to))}
          >
            {t(stop ? 'clock.stop' : key)}
          </button>
        );
      })}
    </div>
  );
}
