import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { WireMail } from '../wire.js';

/** This close to the foot, a new line is followed. */
const NEAR_PX = 80;
/** Left free above a message that is shown from its start. */
const EDGE_PX = 10;

/** What keeps a conversation where its reader wants it. */
export interface Following {
  /** Lines that came while somebody read further up. */
  readonly missed: Signal<number>;
  toFoot(): void;
  onScroll(): void;
}

/**
 * Keeps the newest line in view, unless somebody is reading further up. A message of the bot that is longer than the
 * screen is shown from its start: there a card has its numbers.
 */
export function useFollowing(box: RefObject<HTMLDivElement | null>, all: readonly WireMail[]): Following {
  const following = useRef(true);
  const height = useRef(0);
  const missed = useSignal(0);
  const seen = useRef(all.length);

  function toFoot(): void {
    following.current = true;
    missed.value = 0;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }

  function toNewest(): void {
    toFoot();
    if (box.current !== null && scrollToLong(box.current)) following.current = false;
  }

  useLayoutEffect(() => {
    const more = all.slice(seen.current);
    seen.current = all.length;
    const own = more.some((mail) => mail.way !== 'out');
    if (following.current || own) toNewest();
    else missed.value += more.length;
  }, [all]);

  // The box also changes when its tab comes to the front or the window turns; whoever follows stays at the foot.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      height.current = box.current?.clientHeight ?? 0;
      if (following.current) toFoot();
    });
    observer.observe(box.current as HTMLDivElement);
    return () => observer.disconnect();
  }, []);

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = box.current as HTMLDivElement;
    // Of another height than the observer knows: the box has just changed, nobody has scrolled.
    if (clientHeight === 0 || clientHeight !== height.current) return;
    following.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (following.current) missed.value = 0;
  }

  return { missed, toFoot, onScroll };
}

/** Brings the start of the newest message into view if it is the bot's and longer than the screen. */
function scrollToLong(log: HTMLDivElement): boolean {
  const newest = log.querySelector('.line.from-bot:last-child');
  if (newest === null || newest.clientHeight <= log.clientHeight) return false;
  const above = newest.getBoundingClientRect().top - log.getBoundingClientRect().top;
  log.scrollTo({ top: log.scrollTop + above - EDGE_PX });
  return true;
}
