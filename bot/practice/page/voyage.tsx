import { shownDay } from './store.js';
import { skyAt } from './when.js';
import { t } from './words.js';

const LENGTH = 90;
/** Where a day lies on the way, as a CSS length. */
function place(day: number): string {
  const part = Math.min(Math.max(day, 0), LENGTH) / LENGTH;
  return `calc(var(--start) + (100% - var(--start) - var(--end)) * ${part})`;
}

/** The ninety days as a way home over water, under the light of the hour. The harbour lights up at day 90. */
export function Voyage({ at, zone }: { at: string; zone: string }) {
  const day = shownDay.value;
  const label = day === null ? t('clock.voyageNone') : t('clock.voyage', { day });
  return (
    <div class="voyage" data-sky={skyAt(at, zone)}>
      <svg viewBox="0 0 600 64" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <g class="stars">
          {[70, 150, 236, 330, 402, 480].map((left, index) => (
            <circle key={left} cx={left} cy={9 + ((index * 7) % 16)} r="0.9" />
          ))}
        </g>
        <path class="wave far" d={wave(38, 3)} />
        <path class="wave near" d={wave(45, 4)} />
      </svg>
      <div
        class="voyage-way"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={LENGTH}
        aria-valuenow={Math.min(Math.max(day ?? 0, 0), LENGTH)}
        aria-valuetext={label}
      >
        {[30, 60].map((month) => (
          <Buoy key={month} month={month} passed={day !== null && day >= month} />
        ))}
        <Harbour lit={day !== null && day >= LENGTH} />
        {day !== null && <Boat day={day} />}
      </div>
    </div>
  );
}

function Buoy({ month, passed }: { month: number; passed: boolean }) {
  return (
    <span class={passed ? 'buoy passed' : 'buoy'} style={{ left: place(month) }} aria-hidden="true">
      {month}
    </span>
  );
}

function Boat({ day }: { day: number }) {
  return (
    <svg class="boat" viewBox="0 0 32 30" style={{ left: place(day) }} aria-hidden="true">
      <path class="sail-main" d="M16.8 2v16h9.4C25.3 11.5 21.9 6 16.8 2Z" />
      <path class="sail-fore" d="M14.7 7v11H7c.8-4.7 3.6-8.5 7.7-11Z" />
      <path class="hull" d="M5 20.5h22.5c-1 3.5-3.5 5.5-7 5.5h-9c-3.5 0-5.7-2-6.5-5.5Z" />
    </svg>
  );
}

function Harbour({ lit }: { lit: boolean }) {
  return (
    <svg class={lit ? 'harbour lit' : 'harbour'} viewBox="0 0 40 44" aria-hidden="true">
      <path class="shore" d="M2 44c3-7 9-9 18-9s17 2 20 9Z" />
      <path class="house" d="M10 36V22l10-8 10 8v14Z" />
      <path class="roof" d="M6.5 24 20 12.5 33.5 24" />
      <path class="window" d="M17 36v-9h6v9Z" />
    </svg>
  );
}

function wave(y: number, rise: number): string {
  const bow = `q 12.5 -${rise} 25 0 t 25 0 `;
  return `M0 ${y} ${bow.repeat(12)} V64 H0 Z`;
}
