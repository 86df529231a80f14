import type { Database } from '../../prisma/client.js';
import type { Mail, Mailbox, MailDraft, MailQuery } from '../channels/web/mailbox.js';

interface Row {
  readonly id: number;
  readonly chat: string;
  readonly way: Mail['way'];
  readonly text: string;
  readonly buttons: string;
  readonly image: string | null;
  readonly at: number;
}

/** The history of the practice phones in the practice database: it outlives restarts. */
export function databaseMailbox(db: Database): Mailbox {
  return {
    append: (draft) => append(db, draft),
    list: (query = {}) => list(db, query),
    clear: async () => {
      await db.prisma.practiceMail.deleteMany();
    },
  };
}

async function append(db: Database, draft: MailDraft): Promise<{ id: number; fresh: boolean }> {
  const { key, chat, way, text, buttons, image, at } = draft;
  const [row] = await db.raw.query<{ id: number }>(
    `INSERT INTO "PracticeMail" ("key","chat","way","text","buttons","image","at") VALUES (?,?,?,?,?,?,?)
     ON CONFLICT ("key") DO NOTHING RETURNING "id"`,
    key,
    chat,
    way,
    text,
    JSON.stringify(buttons),
    image,
    at,
  );
  if (row !== undefined) return { id: row.id, fresh: true };
  const known = await db.prisma.practiceMail.findUniqueOrThrow({ where: { key: key! } });
  return { id: known.id, fresh: false };
}

async function list(db: Database, { chat, afterId = 0, limit }: MailQuery): Promise<readonly Mail[]> {
  const rows = await db.raw.query<Row>(
    `SELECT * FROM "PracticeMail" WHERE "id" > ? AND (? IS NULL OR "chat" = ?) ORDER BY "id" DESC LIMIT ?`,
    afterId,
    chat ?? null,
    chat ?? null,
    limit ?? -1,
  );
  return rows.reverse().map((row) => ({
    id: row.id,
    chat: row.chat,
    way: row.way,
    text: row.text,
    buttons: JSON.parse(row.buttons) as Mail['buttons'],
    image: row.image,
    at: new Date(row.at),
  }));
}
