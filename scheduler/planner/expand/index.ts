/** From steps to drafts: every moment that a programme has for this person, before anything is judged or moved. */
import type { CompiledStep } from '../compile.js';
import type { Context } from '../context.js';
import type { Draft } from '../draft.js';
import { expandBlocks, expandCadence, expandDays, expandDeadline, expandEnd } from './days.js';
import { expandAppointments, expandGroupDays, expandRequests } from './events.js';
import { expandBaseline, expandRandom, expandTests } from './tests.js';

/** All drafts of a person, `nearest` steps apart (they need the cadence placed first: see hosts.ts). */
export function expandAll(ctx: Context): Draft[] {
  const out: Draft[] = [];
  for (const cs of ctx.compiled.steps) expandStep(ctx, cs, out);
  return out;
}

function expandStep(ctx: Context, cs: CompiledStep, out: Draft[]): void {
  const { when } = cs.step;
  switch (when.on) {
    case 'days':
      return expandDays(ctx, cs, when, out);
    case 'cadence':
      return expandCadence(ctx, cs, when, out);
    case 'deadline':
      return expandDeadline(ctx, cs, when, out);
    case 'appointment':
      return expandAppointments(ctx, cs, when, out);
    case 'group-day':
      return expandGroupDays(ctx, cs, when, out);
    case 'request':
      return expandRequests(ctx, cs, when, out);
    case 'random':
      return expandRandom(ctx, cs, when, out);
    case 'baseline':
      return expandBaseline(ctx, cs, when, out);
    case 'tests':
      return expandTests(ctx, cs, when, out);
    case 'block':
      return expandBlocks(ctx, cs, when, out);
    case 'end':
      return expandEnd(ctx, cs, when, out);
    case 'nearest':
      return;
  }
}
