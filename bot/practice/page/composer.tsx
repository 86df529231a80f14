import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PhoneChat, Slot } from '../control.js';
import { Icon } from './icons.js';
import { person } from './talk.js';
import { t } from './words.js';

const MAX_SAID = 8_000;
const quick: Record<Slot, readonly string[]> = {
  client: ['help', 'menu'],
  family: ['worried', 'help'],
  worker: ['today', 'invite', 'menu'],
};
const kinds = ['voice', 'image', 'sticker'] as const;

/** What the person can send: handy words, things the bot cannot read, and text. */
export function Composer({ slot, chat }: { slot: Slot; chat: PhoneChat }) {
  const open = useSignal(false);
  const attach = useRef<HTMLButtonElement>(null);
  return (
    <div
      class="composer"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return;
        open.value = false;
        attach.current?.focus();
      }}
    >
      <div class="quick" role="group" aria-label={t('write.quick')}>
        {quick[slot].map((name) => (
          <button
            key={name}
            type="button"
            class={`word ${name}`}
            onClick={() => void person.say(chat.chat, t(`quick.${name}`))}
          >
            {name === 'help' && <Icon name="help" />}
            {t(`quick.${name}`)}
          </button>
        ))}
      </div>
      <div class="write">
        <button
          type="button"
          class="icon-button attach"
          ref={attach}
          aria-label={t('write.attach')}
          title={t('write.attach')}
          aria-expanded={open.value}
          aria-controls={`attach-${slot}`}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="plus" />
        </button>
        <Writing slot={slot} chat={chat} />
      </div>
      <div class="attachments" id={`attach-${slot}`} hidden={!open.value}>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="quiet with-icon"
            onClick={() => {
              open.value = false;
              attach.current?.focus();
              void person.media(chat.chat, kind);
            }}
          >
            <Icon name={kind} />
            {t(`write.${kind}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The text goes once the bot has it; until then it stays in the box, so that nothing typed is lost. */
function Writing({ slot, chat }: { slot: Slot; chat: PhoneChat }) {
  const text = useSignal('');
  const going = useSignal(false);
  const id = `write-${slot}`;

  async function send(): Promise<void> {
    const said = text.value.trim();
    if (said === '' || going.value) return;
    going.value = true;
    if (await person.say(chat.chat, said)) text.value = '';
    going.value = false;
  }

  return (
    <>
      <label class="visually-hidden" for={id}>
        {t('write.label')}
      </label>
      <textarea
        id={id}
        rows={1}
        maxLength={MAX_SAID}
        placeholder={t('write.placeholder')}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method composes (Chinese), Enter picks a word and must not send.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button
        type="button"
        class="send"
        aria-label={t('write.send')}
        aria-disabled={text.value.trim() === ''}
        onClick={() => void send()}
      >
        <Icon name="send" />
      </button>
    </>
  );
}
