import type { Slot } from '../control.js';
import type { WireMail } from '../wire.js';
import { Icon } from './icons.js';
import { openedCode, pieces } from './pieces.js';
import { notice } from './store.js';
import { addPhone, person } from './talk.js';
import { clockTime } from './when.js';
import { t } from './words.js';

interface BubbleProps {
  slot: Slot;
  mail: WireMail;
  zone: string;
  /** Tokens that were tapped on this phone. */
  tapped: ReadonlySet<string>;
  /** The line above is of the same side and day. */
  joined: boolean;
  /** The newest message with buttons: the only one whose buttons the Tab key stops at. */
  current: boolean;
}

/** One message, with its picture, its buttons and the practice time. */
export function Bubble({ slot, mail, zone, tapped, joined, current }: BubbleProps) {
  const theirs = mail.way === 'out';
  return (
    <div class={`line ${theirs ? 'from-bot' : 'from-person'}${joined ? ' joined' : ''}`} data-mail={mail.id}>
      <div class={`bubble ${mail.way}`}>
        {mail.image !== null && <img src={mail.image} alt={mail.text === '' ? t('bubble.picture') : ''} />}
        <Content slot={slot} mail={mail} />
        <time dateTime={mail.at}>{clockTime(mail.at, zone)}</time>
      </div>
      {theirs && mail.buttons.length > 0 && <Choices mail={mail} tapped={tapped} current={current} />}
    </div>
  );
}

function Content({ slot, mail }: { slot: Slot; mail: WireMail }) {
  if (mail.way === 'voice' || mail.way === 'image' || mail.way === 'sticker') {
    return (
      <span class="media">
        <Icon name={mail.way} />
        {t(`bubble.${mail.way}`)}
      </span>
    );
  }
  if (mail.way === 'out') return <Words slot={slot} text={mail.text} />;
  const code = openedCode(mail.text);
  if (code !== null) {
    return (
      <span class="media">
        <Icon name="link" />
        {t('bubble.opened')}
      </span>
    );
  }
  return <span class="text">{mail.text}</span>;
}

function Words({ slot, text }: { slot: Slot; text: string }) {
  return pieces(text).map((piece, index) => {
    if (piece.kind === 'text') {
      return (
        <span key={index} class="text">
          {piece.text}
        </span>
      );
    }
    if (piece.kind === 'invite') return <Invitation key={index} slot={slot} code={piece.code} />;
    return <Dial key={index} {...piece} />;
  });
}

/** A number to call. Practice says what a real phone would do and dials nothing: it may be the ambulance's. */
function Dial({ shown, number, whose }: { shown: string; number: string; whose: string }) {
  return (
    <button
      type="button"
      class="dial"
      aria-label={`${t('bubble.dial', { number: shown })} ${whose}`.trim()}
      data-number={number}
      onClick={() => (notice.value = { key: 'bubble.dialled', with: { number: shown } })}
    >
      <Icon name="call" />
      <span class="number">{shown}</span>
      {whose !== '' && <span class="whose">{whose}</span>}
    </button>
  );
}

/** An invitation link, as whoever gets it would open it: on a phone of their own. */
function Invitation({ slot, code }: { slot: Slot; code: string }) {
  const targets: readonly ['client' | 'family', string][] = [
    ['client', 'bubble.openClient'],
    ['family', 'bubble.openFamily'],
  ];
  return (
    <span class="invitation">
      <span class="invitation-code">{t('bubble.invite', { code })}</span>
      {(slot === 'worker' ? targets : targets.toReversed()).map(([target, key]) => (
        <button
          key={target}
          type="button"
          class="quiet with-icon"
          onClick={() => void addPhone(target, code)}
        >
          <Icon name="phone" />
          {t(key)}
        </button>
      ))}
    </span>
  );
}

/**
 * The buttons under a message. Once one was tapped it stands out and the others step back; all can still be pressed,
 * as on a real phone, where the bot has to answer an old button kindly.
 */
function Choices({
  mail,
  tapped,
  current,
}: {
  mail: WireMail;
  tapped: ReadonlySet<string>;
  current: boolean;
}) {
  const done = mail.buttons.flat().some((button) => tapped.has(button.token));
  return (
    <div class={done ? 'choices done' : 'choices'} role="group" aria-label={t('phone.choices')}>
      {mail.buttons.map((row, index) => (
        <div key={index} class={row.length > 6 ? 'choice-row many' : 'choice-row'}>
          {row.map(({ token, label }) => {
            const chosen = tapped.has(token);
            return (
              <button
                key={token}
                type="button"
                class={chosen ? 'choice chosen' : 'choice'}
                tabIndex={current && !done ? 0 : -1}
                aria-label={chosen ? t('phone.chosen', { label }) : undefined}
                onClick={() => void person.tap(mail.chat, mail.id, token, label)}
              >
                {chosen && <Icon name="mark" />}
                {label}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
