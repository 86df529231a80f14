import type { CoreEffect, ScheduleEffect } from '../../flows/core-effects.js';
import { announceTask } from '../../flows/staff/announce.js';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import { insertDueLater, type NewDue } from '../../prisma/repositories/due.js';
import { newDue } from '../../prisma/repositories/new-due.js';
import { insertTask } from '../../prisma/repositories/tasks.js';
import { replan } from '../../scheduler/replan.js';
import { localParts } from '../../scheduler/zone/index.js';
import { say } from '../render/say.js';
import { closeTasks } from './close-tasks.js';
import type { Appliers } from './types.js';

/** Appliers of the effects that any flow may use. */
export const coreAppliers: Appliers<CoreEffect['do']> = {
  say,

  'due.schedule'({ tx, now, me, more }, effect) {
    const together = [effect];
    while (more[0]?.do === 'due.schedule') together.push(more.shift() as ScheduleEffect);
    insertDueLater(
      tx,
      together.map((one) => dueOf(one, me.zone)),
      now,
    );
    return Promise.resolve();
  },

  'due.clear': ({ tx, now, origin }, { group, reason }) =>
    clearGroup(tx.raw, group, reason, now, origin?.dueId),

  async replan({ tx, deps, now, station }, { personId }) {
    await replan(tx, { programme: deps.programme, calendar: deps.calendar, station, personId, now });
  },

  async decide({ tx, now, me }, effect) {
    const detail = effect.detail === undefined ? {} : { detail: effect.detail };
    await insertDecision(tx.raw, { ...effect, personId: me.personId, ...detail, at: now });
  },

  async 'enrolment.change'(turn, { personId, fields }) {
    await turn.tx.prisma.enrolment.update({ where: { personId }, data: { ...fields } });
    if (typeof fields.reportedOn === 'string')
      await closeTasks(turn, { clientId: personId, kind: 'report-in' }, 'reported');
    turn.more.push({ do: 'replan', personId });
  },

  async 'person.change'({ tx, now }, { personId, locale, alias, ended }) {
    const data = {
      ...(locale === undefined ? {} : { locale }),
      ...(alias === undefined ? {} : { alias }),
      ...(ended === true ? { endedAt: now } : {}),
    };
    await tx.prisma.person.update({ where: { id: personId }, data });
    if (locale !== undefined) await tx.prisma.contact.updateMany({ where: { personId }, data: { locale } });
  },

  async 'task.open'(turn, effect) {
    const { tx, deps, now, more } = turn;
    const id = deps.random.id();
    const isNew = await insertTask(tx.raw, { ...effect, id, params: effect.params ?? {}, createdAt: now });
    if (isNew) more.push(...announceTask({ ...effect, id }));
  },

  'task.close': (turn, { taskId, outcome }) => closeTasks(turn, { id: taskId }, outcome),

  async 'read.log'({ tx, now, me }, { personId, what }) {
    if (me.personId === null || me.personId === personId) return;
    await tx.prisma.accessLog.create({ data: { readerId: me.personId, personId, what, at: now } });
  },
};

/** The due row of an effect; `zone` tells its local day. */
export function dueOf(effect: ScheduleEffect, zone: string): NewDue {
  const args = effect.contactId === undefined ? effect.args : { ...effect.args, contactId: effect.contactId };
  return newDue({
    scope: effect.scope,
    step: effect.step,
    cycle: effect.cycle,
    personId: effect.personId,
    audience: effect.audience,
    flow: effect.flow,
    args,
    category: effect.category,
    localDay: localParts(effect.dueAt, zone).date,
    dueAt: effect.dueAt,
    expiresAt: effect.expiresAt ?? null,
    startMode: effect.startMode ?? 'wait',
    catchUp: effect.catchUp ?? 'send',
    group: effect.group ?? null,
    proactive: effect.proactive ?? false,
  });
}
