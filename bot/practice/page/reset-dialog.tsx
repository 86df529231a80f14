import { useSignal } from '@preact/signals';
import type { Scene } from '../control.js';
import { Modal } from './modal.js';
import { dialog, picked } from './store.js';
import { clock } from './talk.js';
import { t } from './words.js';

const scenes: readonly Scene[] = ['enrolled', 'invitation'];

/** Start over, with a client on the programme or with a fresh invitation. */
export function ResetDialog() {
  const scene = useSignal<Scene>('enrolled');
  async function confirm(): Promise<void> {
    dialog.value = null;
    picked.value = {};
    await clock.reset(scene.value);
  }
  return (
    <Modal kind="card" title={t('reset.title')}>
      <p>{t('reset.text')}</p>
      <fieldset class="scenes">
        <legend class="visually-hidden">{t('reset.title')}</legend>
        {scenes.map((one) => (
          <label key={one} class="scene">
            <input
              type="radio"
              name="scene"
              value={one}
              checked={scene.value === one}
              onChange={() => (scene.value = one)}
            />
            <span>
              <strong>{t(`reset.${one}`)}</strong>
              {t(`reset.${one}Text`)}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="modal-foot">
        <button type="button" class="quiet" onClick={() => (dialog.value = null)}>
          {t('reset.cancel')}
        </button>
        <button type="button" class="move day90" onClick={() => void confirm()}>
          {t('reset.confirm')}
        </button>
      </div>
    </Modal>
  );
}
