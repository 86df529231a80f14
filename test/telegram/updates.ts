import fc from 'fast-check';

/** A whole update of each kind, to be spoiled. */
const whole = fc.constantFrom<Record<string, unknown>>(
  {
    update_id: 5,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 42, type: 'private' },
      from: { id: 42, is_bot: false },
      text: 'hi',
    },
  },
  {
    update_id: 6,
    edited_message: {
      message_id: 1,
      edit_date: 2,
      chat: { id: -7, type: 'group' },
      from: { id: 42 },
      caption: 'hi',
    },
  },
  {
    update_id: 7,
    callback_query: {
      id: '1',
      from: { id: 42 },
      message: {
        message_id: 1,
        chat: { id: 42, type: 'private' },
        reply_markup: { inline_keyboard: [[{ text: 'a' }]] },
      },
      data: 'token',
    },
  },
  {
    update_id: 8,
    my_chat_member: {
      chat: { id: 42, type: 'private' },
      from: { id: 42 },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    },
  },
);

/** Anything but what belongs there. */
export const junk = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(undefined, null, true, -1, 1e308, 0.5, '', '42', [], {}, [[]]),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\ud800', '\u0000\u202e', 'x'.repeat(100_000), '😀'.repeat(9_000)),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Puts junk at one to three places of a whole update, or makes a new kind of it. */
export const spoiled = fc
  .tuple(whole, fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([update, spots, isKindUnknown]) => {
    const copy = structuredClone(update);
    for (const [at, value] of spots) spoil(copy, at, value);
    return isKindUnknown && copy.update_id === 8 ? { update_id: 9, chat_boost: copy.my_chat_member } : copy;
  });

function spoil(root: Record<string, unknown>, at: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: Record<string, unknown>): void => {
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      const child = node[key];
      if (typeof child === 'object' && child !== null) walk(child as Record<string, unknown>);
    }
  };
  walk(root);
  const place = places[at % places.length];
  if (place !== undefined) place[0][place[1]] = structuredClone(value);
}
