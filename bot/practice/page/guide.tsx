import { signal } from '@preact/signals';
import type { Slot } from '../control.js';
import { Modal } from './modal.js';
import { Icon } from './icons.js';
import { wide } from './store.js';
import { remember, remembers, t } from './words.js';

const steps = ['s1', 's2', 's3', 's4', 's5', 's6', 's7'];
const hidden = signal(remembers('guide', 'hidden'));

/** What to try, one after the other. */
export function GuideDialog() {
  return (
    <Modal kind="card" title={t('guide.title')}>
      <p>{t('app.rehearsalLong')}</p>
      <Steps names={steps.map((step) => `guide.${step}`)} />
    </Modal>
  );
}

/** The first things to try, above the phones where there is room, until they are put away. */
export function GuideStrip() {
  if (!wide.value || hidden.value) return null;
  return (
    <aside class="guide-strip" aria-label={t('guide.title')}>
      <Steps names={['guide.s1', 'guide.s2', 'guide.s3', 'guide.s6']} />
      <button
        type="button"
        class="icon-button"
        aria-label={t('guide.dismiss')}
        title={t('guide.dismiss')}
        onClick={() => {
          hidden.value = true;
          remember('guide', 'hidden');
        }}
      >
        <Icon name="close" />
      </button>
    </aside>
  );
}

/** What stands on a phone on which nothing was said yet. */
export function Empty({ slot }: { slot: Slot }) {
  return (
    <div class="empty">
      <h3>{t(`empty.${slot}.title`)}</h3>
      <Steps names={['s1', 's2', 's3'].map((step) => `empty.${slot}.${step}`)} />
    </div>
  );
}

function Steps({ names }: { names: readonly string[] }) {
  return (
    <ol class="steps">
      {names.map((name) => (
        <li key={name}>{t(name)}</li>
      ))}
    </ol>
  );
}
