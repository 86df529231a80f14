import { useEffect, useRef } from 'preact/hooks';
import { ClockBar } from './clock-bar.js';
import { GuideDialog, GuideStrip } from './guide.js';
import { Header } from './header.js';
import { Phone } from './phone.js';
import { PlanDrawer } from './plan-drawer.js';
import { ResetDialog } from './reset-dialog.js';
import { dialog, notice, online, slots, spoken, state } from './store.js';
import { Tabs } from './tabs.js';
import { Icon } from './icons.js';
import { t } from './words.js';

/** The page: header, clock, three phones, and whatever dialog is open. */
export function App() {
  const open = dialog.value;
  return (
    <>
      <a class="skip" href="#phones">
        {t('app.skip')}
      </a>
      <Header />
      {state.value === null ? (
        <p class="loading" role="status">
          {t('app.loading')}
        </p>
      ) : (
        <>
          <ClockBar />
          <GuideStrip />
          <Tabs />
          <main id="phones" tabIndex={-1}>
            {slots.map((slot) => (
              <Phone key={slot} slot={slot} />
            ))}
          </main>
        </>
      )}
      {open === 'reset' && <ResetDialog />}
      {open === 'guide' && <GuideDialog />}
      {typeof open === 'object' && open !== null && <PlanDrawer chat={open.planOf} />}
      <Notice />
      <div class="visually-hidden" aria-live="polite" data-testid="spoken">
        {spoken.value}
      </div>
    </>
  );
}

/** One sentence at the foot of the page; it leaves when its slow fade is over, or when it is closed. */
function Notice() {
  const shown = notice.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    // A popover stands above an open dialog; without it the sentence would be hidden behind.
    if (shown !== null) element?.showPopover();
  }, [shown]);
  return (
    <>
      {!online.value && (
        <p class="offline" role="status">
          {t('app.offline')}
        </p>
      )}
      <div class="notice-place" role="status">
        {shown !== null && (
          <div class="notice" popover="manual" ref={box} onAnimationEnd={() => (notice.value = null)}>
            <span>{t(shown.key, shown.with)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('app.close')}
              onClick={() => (notice.value = null)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </div>
    </>
  );
}
