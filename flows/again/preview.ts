import { shown, text, type Text } from '../engine/text.js';
import { lateForWorker } from '../onboarding/late.js';
import { templateName } from '../staff/client-card.js';
import { reportLine } from '../staff/release-questions.js';
import type { AgainFacts, AgainPreview } from './facts.js';
import type { SecondRelease } from './release.js';

/** What a worker reads before a second release is begun: the facts, and what becomes of what was there. */
export function previewLines(known: AgainFacts, change: SecondRelease, preview: AgainPreview): Text[] {
  const { releaseOn, endOn } = change;
  const facts = [
    text('invite:review.release', { on: releaseOn }),
    reportLine(change),
    endOn === null ? text('course:end.unknown') : text('course:end.known', { on: endOn }),
    text('invite:review.template', { name: templateName(known.testTemplate) }),
  ];
  return [
    text('again:review.head', { alias: known.alias }),
    text('staff:lines', { lines: { list: facts } }),
    text('staff:lines', { lines: { list: consequences(known, preview) } }),
    ...lateForWorker(preview.late, 'again:review.late'),
    ...(known.mustAsk ? [text('again:review.ask', { alias: known.alias })] : []),
  ];
}

function consequences({ alias }: AgainFacts, preview: AgainPreview): Text[] {
  const { waiting, unkept, leave, restUntil } = preview;
  return [
    waiting === 0 ? text('again:review.nothing-waits') : text('again:review.waiting', { n: waiting }),
    text('again:review.kept'),
    ...(unkept === 0 ? [] : [text('again:review.unkept', { n: unkept })]),
    ...(leave ? [text('again:review.leave')] : []),
    ...(restUntil === undefined ? [] : [rest(alias, restUntil)]),
  ];
}

function rest(alias: string, until: Date | null): Text {
  return until === null
    ? text('again:review.rests', { alias })
    : text('again:review.rests-until', { alias, until: shown(until, 'day-time') });
}
