import type { TaskKind } from '../../flows/core-effects.js';
import type { JsonObject } from '../../flows/engine/types.js';
import type { RawSql } from '../client.js';

/** A piece of work for a worker. `key` names its cause: the same cause never opens two. */
export interface NewTask {
  readonly id: string;
  readonly key: string;
  readonly kind: TaskKind;
  readonly reason: string;
  readonly params: JsonObject;
  readonly clientId: string | null;
  readonly assigneeId: string;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** Writes a task; false when its cause has one already. */
export async function insertTask(raw: RawSql, task: NewTask): Promise<boolean> {
  const changed = await raw.exec(
    `INSERT INTO "Task" ("id","key","kind","reason","params","clientId","assigneeId","dueAt","createdAt")
     VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT ("key") DO NOTHING`,
    task.id,
    task.key,
    task.kind,
    task.reason,
    JSON.stringify(task.params),
    task.clientId,
    task.assigneeId,
    task.dueAt,
    task.createdAt,
  );
  return changed === 1;
}
