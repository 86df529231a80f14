-- CreateTable
CREATE TABLE "Station" (
    "id" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "localNumber" TEXT NOT NULL,
    "sites" JSONB NOT NULL,
    "hours" JSONB NOT NULL,
    "group" JSONB,
    "practice" BOOLEAN NOT NULL,
    "handOver" TEXT NOT NULL DEFAULT '09:00',
    "setUpAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Station_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OnCall" (
    "stationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "OnCall_pkey" PRIMARY KEY ("stationId","position")
);

-- CreateTable
CREATE TABLE "RotaDay" (
    "stationId" TEXT NOT NULL,
    "weekday" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "RotaDay_pkey" PRIMARY KEY ("stationId","weekday","position")
);

-- CreateTable
CREATE TABLE "RotaCover" (
    "id" TEXT NOT NULL,
    "stationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'agreed',

    CONSTRAINT "RotaCover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "stationId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "workerId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL,
    "bot" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "personId" TEXT,
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "preferred" BOOLEAN NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastInAt" TIMESTAMPTZ(3),

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Phrase" (
    "personId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Phrase_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Session" (
    "contactId" TEXT NOT NULL,
    "frames" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("contactId")
);

-- CreateTable
CREATE TABLE "Button" (
    "token" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "choices" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Button_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "stationId" TEXT NOT NULL,
    "inviterId" TEXT,
    "personId" TEXT,
    "facts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enrolment" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "hour" TEXT NOT NULL,
    "episode" INTEGER NOT NULL DEFAULT 1,
    "releaseOn" TEXT NOT NULL,
    "decisionOn" TEXT,
    "deadlineDays" INTEGER NOT NULL,
    "reportedOn" TEXT,
    "signedOn" TEXT,
    "testTemplate" TEXT,
    "seed" TEXT NOT NULL,
    "crisisChoice" TEXT NOT NULL,
    "minor" BOOLEAN NOT NULL DEFAULT false,
    "preview" TEXT NOT NULL,
    "enrolledAt" TIMESTAMPTZ(3) NOT NULL,
    "pausedFrom" TIMESTAMPTZ(3),
    "pausedTo" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "optedOutAt" TIMESTAMPTZ(3),
    "heldUntil" TIMESTAMPTZ(3),
    "endOn" TEXT,
    "lighter" BOOLEAN NOT NULL DEFAULT false,
    "thirdYear" BOOLEAN NOT NULL DEFAULT false,
    "moves" JSONB,

    CONSTRAINT "Enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Leave" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "fromDay" TEXT NOT NULL,
    "toDay" TEXT NOT NULL,
    "away" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "returnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Leave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Block" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "fromDay" TEXT NOT NULL,
    "openedBy" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Muted" (
    "personId" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Muted_pkey" PRIMARY KEY ("personId","category")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "toPersonId" TEXT,
    "textKey" TEXT NOT NULL,
    "textVersion" INTEGER NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FamilyLink" (
    "id" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "familyId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FamilyLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "releaseAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "markedBy" TEXT,
    "markedAt" TIMESTAMPTZ(3),
    "request" JSONB,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Answer" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "localDay" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "clientId" TEXT,
    "assigneeId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,
    "outcome" TEXT,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "personId" TEXT,
    "stationId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "kinds" JSONB NOT NULL,
    "rule" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "ackBy" TEXT,
    "ackAt" TIMESTAMPTZ(3),
    "contactedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,
    "outcome" TEXT,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertTold" (
    "alertId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlertTold_pkey" PRIMARY KEY ("alertId","personId")
);

-- CreateTable
CREATE TABLE "EmergencyPhone" (
    "personId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "textKey" TEXT NOT NULL,
    "textVersion" INTEGER NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EmergencyPhone_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "CardLine" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CardLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusChange" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "onDay" TEXT NOT NULL,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StatusChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeRecipient" (
    "noticeId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "outboxKey" TEXT,

    CONSTRAINT "NoticeRecipient_pkey" PRIMARY KEY ("noticeId","personId")
);

-- CreateTable
CREATE TABLE "Due" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "cycle" TEXT NOT NULL,
    "personId" TEXT,
    "audience" TEXT NOT NULL,
    "flow" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "category" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "day" INTEGER,
    "localDay" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "startMode" TEXT NOT NULL,
    "catchUp" TEXT NOT NULL,
    "group" TEXT,
    "proactive" BOOLEAN NOT NULL,
    "releaseAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "hostStep" TEXT,
    "hostCycle" TEXT,
    "revision" INTEGER NOT NULL,
    "owner" TEXT,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Due_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "cycle" TEXT NOT NULL,
    "personId" TEXT,
    "code" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "personId" TEXT,
    "bot" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "proactive" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "buttons" JSONB NOT NULL,
    "image" TEXT,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "localDay" TEXT,
    "about" TEXT,
    "providerRef" TEXT,
    "error" TEXT,
    "owner" TEXT,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "id" SERIAL NOT NULL,
    "bot" TEXT NOT NULL,
    "updateId" TEXT NOT NULL,
    "payload" JSONB,
    "chat" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "handledAt" TIMESTAMPTZ(3),
    "owner" TEXT,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Heartbeat" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "Heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AccessLog" (
    "id" SERIAL NOT NULL,
    "readerId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccessLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PracticeMail" (
    "id" SERIAL NOT NULL,
    "key" TEXT,
    "chat" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "buttons" JSONB NOT NULL,
    "image" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PracticeMail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RotaCover_stationId_endsAt_idx" ON "RotaCover"("stationId", "endsAt");

-- CreateIndex
CREATE INDEX "Person_workerId_idx" ON "Person"("workerId");

-- CreateIndex
CREATE INDEX "Contact_personId_idx" ON "Contact"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_bot_chat_key" ON "Contact"("bot", "chat");

-- CreateIndex
CREATE INDEX "Phrase_hash_idx" ON "Phrase"("hash");

-- CreateIndex
CREATE INDEX "Button_expiresAt_idx" ON "Button"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_codeHash_key" ON "Invitation"("codeHash");

-- CreateIndex
CREATE UNIQUE INDEX "Enrolment_personId_key" ON "Enrolment"("personId");

-- CreateIndex
CREATE INDEX "Leave_personId_state_idx" ON "Leave"("personId", "state");

-- CreateIndex
CREATE INDEX "Block_personId_idx" ON "Block"("personId");

-- CreateIndex
CREATE INDEX "Consent_personId_idx" ON "Consent"("personId");

-- CreateIndex
CREATE INDEX "Consent_toPersonId_idx" ON "Consent"("toPersonId");

-- CreateIndex
CREATE INDEX "FamilyLink_familyId_idx" ON "FamilyLink"("familyId");

-- CreateIndex
CREATE UNIQUE INDEX "FamilyLink_clientId_familyId_key" ON "FamilyLink"("clientId", "familyId");

-- CreateIndex
CREATE INDEX "Appointment_personId_state_idx" ON "Appointment"("personId", "state");

-- CreateIndex
CREATE INDEX "Appointment_startsAt_idx" ON "Appointment"("startsAt");

-- CreateIndex
CREATE INDEX "Answer_personId_kind_at_idx" ON "Answer"("personId", "kind", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Task_key_key" ON "Task"("key");

-- CreateIndex
CREATE INDEX "Task_assigneeId_closedAt_idx" ON "Task"("assigneeId", "closedAt");

-- CreateIndex
CREATE INDEX "Task_clientId_idx" ON "Task"("clientId");

-- CreateIndex
CREATE INDEX "Alert_contactId_closedAt_idx" ON "Alert"("contactId", "closedAt");

-- CreateIndex
CREATE INDEX "Alert_state_idx" ON "Alert"("state");

-- CreateIndex
CREATE INDEX "CardLine_personId_idx" ON "CardLine"("personId");

-- CreateIndex
CREATE INDEX "StatusChange_personId_at_idx" ON "StatusChange"("personId", "at");

-- CreateIndex
CREATE INDEX "Due_ready" ON "Due"("dueAt", "priority", "id") WHERE (state = 'planned');

-- CreateIndex
CREATE INDEX "Due_crisis" ON "Due"("dueAt", "priority", "id") WHERE (state = 'planned' AND category = 'crisis');

-- CreateIndex
CREATE INDEX "Due_claimed" ON "Due"("leaseUntil") WHERE (state = 'claimed');

-- CreateIndex
CREATE INDEX "Due_folded" ON "Due"("scope", "hostStep", "hostCycle") WHERE (state = 'folded');

-- CreateIndex
CREATE INDEX "Due_group_idx" ON "Due"("group");

-- CreateIndex
CREATE INDEX "Due_personId_state_idx" ON "Due"("personId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Due_scope_step_cycle_key" ON "Due"("scope", "step", "cycle");

-- CreateIndex
CREATE INDEX "Decision_scope_step_cycle_idx" ON "Decision"("scope", "step", "cycle");

-- CreateIndex
CREATE INDEX "Decision_personId_at_idx" ON "Decision"("personId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_key_key" ON "Outbox"("key");

-- CreateIndex
CREATE INDEX "Outbox_ready" ON "Outbox"("bot", "lane", "notBefore", "id") WHERE (state IN ('queued','errored'));

-- CreateIndex
CREATE INDEX "Outbox_turn" ON "Outbox"("lane", "contactId", "id") WHERE (state IN ('queued','errored'));

-- CreateIndex
CREATE INDEX "Outbox_sending" ON "Outbox"("contactId") WHERE (state = 'sending');

-- CreateIndex
CREATE INDEX "Outbox_unknown" ON "Outbox"("id") WHERE (state = 'unknown');

-- CreateIndex
CREATE INDEX "Outbox_unsent" ON "Outbox"("createdAt") WHERE (state IN ('failed','expired','unknown'));

-- CreateIndex
CREATE INDEX "Outbox_sent" ON "Outbox"("contactId", "sentAt") WHERE ("sentAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Outbox_personId_localDay_idx" ON "Outbox"("personId", "localDay");

-- CreateIndex
CREATE INDEX "Outbox_about" ON "Outbox"("about") WHERE (about IS NOT NULL);

-- CreateIndex
CREATE INDEX "Inbox_ready" ON "Inbox"("id") WHERE (state = 'new');

-- CreateIndex
CREATE INDEX "Inbox_turn" ON "Inbox"("bot", "chat", "id") WHERE (state IN ('new','claimed'));

-- CreateIndex
CREATE INDEX "Inbox_claimed" ON "Inbox"("bot", "chat") WHERE (state = 'claimed');

-- CreateIndex
CREATE UNIQUE INDEX "Inbox_bot_updateId_key" ON "Inbox"("bot", "updateId");

-- CreateIndex
CREATE INDEX "AccessLog_personId_at_idx" ON "AccessLog"("personId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "PracticeMail_key_key" ON "PracticeMail"("key");

-- CreateIndex
CREATE INDEX "PracticeMail_chat_id_idx" ON "PracticeMail"("chat", "id");
