import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.js';
import { dialog } from './store.js';
import { t } from './words.js';

/** A dialog of the browser's own: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Modal({
  title,
  kind,
  children,
}: {
  title: string;
  kind: string;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const close = () => (dialog.value = null);
  return (
    <dialog
      class={kind}
      ref={box}
      aria-labelledby="modal-title"
      onClose={close}
      onClick={(event) => event.target === box.current && close()}
    >
      <div class="modal">
        <header>
          <h2 id="modal-title">{title}</h2>
          <button type="button" class="icon-button" aria-label={t('app.close')} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
