import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import { helpButton } from '../help/help.js';
import { noticeKinds, type NoticeKind } from './kinds.js';

/** Under every notice: no more of this kind. Help and what was agreed come all the same. */
export function offButton(kind: NoticeKind): Option {
  return {
    value: 'off',
    label: text('notice:button.off'),
    open: { flow: 'notice-off', args: { kind } },
    again: true,
  };
}

/** Switches one kind of notice off, after one question; one word brings it back (R11). */
export const noticeOff = defineFlow({
  id: 'notice-off',
  roles: ['client'],
  open(args) {
    const kind = kindOf(args['kind']);
    return kind === null ? end() : ask('sure', { kind });
  },
  questions: {
    sure: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('notice:off.sure', { kind: name(kindOf(data['kind'])) })],
          [
            { value: 'yes', label: text('notice:off.yes'), words: 'yes' },
            { value: 'no', label: text('notice:off.no'), words: 'no' },
          ],
        ),
      answer(value, _context, data) {
        const kind = kindOf(data['kind']);
        if (kind === null || value === 'no') return end(tell(text('notice:off.kept')));
        return end(
          { do: 'notice.mute', kind },
          tell(text('notice:off.done', { kind: name(kind) }), onButton),
        );
      },
    },
  },
});

/** One word, and everything that was switched off comes again. */
export const noticeOn = defineFlow({
  id: 'notice-on',
  roles: ['client'],
  questions: {},
  open(_args, { facts }) {
    const kinds = facts.mutedNotices();
    if (kinds.length === 0) return end(tell(text('notice:on.nothing'), helpButton));
    const list = kinds.map((kind) => text('notice:on.line', { kind: name(kind) }));
    return end({ do: 'notice.unmute' }, tell(text('notice:on.done', { list: { list } }), helpButton));
  },
});

const onButton: Option = {
  value: 'on',
  label: text('notice:button.on'),
  open: { flow: 'notice-on', args: {} },
  again: true,
};

function kindOf(value: unknown): NoticeKind | null {
  return noticeKinds.find((kind) => kind === value) ?? null;
}

function name(kind: NoticeKind | null): Text {
  return text(`notice:about.${kind ?? 'news'}`);
}

function tell(paragraph: Text, ...options: Option[]) {
  return {
    do: 'say',
    to: 'me',
    paragraphs: [paragraph],
    ...(options.length === 0 ? {} : { options: [options] }),
    kind: 'notice-off',
  } as const;
}
