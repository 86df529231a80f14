import type { Button, Outbound } from '../channel.js';

/** One message in a chat of the memory channel, as the person sees it. */
export interface Line {
  readonly ref: string;
  readonly chat: string;
  readonly by: 'bot' | 'person';
  readonly text: string;
  /** Empty on a channel without buttons. */
  readonly buttons: readonly (readonly Button[])[];
  readonly hasImage: boolean;
  readonly isEdited: boolean;
}

export interface Chat {
  readonly id: string;
  isBlocked: boolean;
}

/** Who can be written to, and everything that was said, oldest first. */
export class Chats {
  readonly byId = new Map<string, Chat>();
  transcript: Line[] = [];
  private nextRef = 1;

  open(id: string): Chat {
    const known = this.byId.get(id) ?? { id, isBlocked: false };
    this.byId.set(id, known);
    return known;
  }

  /** Writes a line and returns its reference. */
  write(line: Omit<Line, 'ref' | 'isEdited'>): string {
    const ref = String(this.nextRef++);
    this.transcript.push({ ...line, ref, isEdited: false });
    return ref;
  }

  /** Replaces a line in its place; false when there is no such line by that writer in that chat. */
  replace(by: Line['by'], chat: string, ref: string, change: Partial<Line>): boolean {
    const index = this.transcript.findIndex(
      (line) => line.ref === ref && line.chat === chat && line.by === by,
    );
    const line = this.transcript[index];
    if (line === undefined) return false;
    this.transcript[index] = { ...line, ...change, isEdited: true };
    return true;
  }

  linesOf(chat: string, by: Line['by']): Line[] {
    return this.transcript.filter((line) => line.chat === chat && line.by === by);
  }
}

/** A message of the bot as a line; buttons only where the channel has them. */
export const lineOf = (
  { address, text, buttons, image }: Outbound,
  hasButtons: boolean,
): Omit<Line, 'ref' | 'isEdited'> => ({
  chat: address.chat,
  by: 'bot',
  text,
  buttons: hasButtons ? buttons : [],
  hasImage: image !== undefined,
});
