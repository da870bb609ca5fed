CREATE TABLE "touches" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"happened_at" bigint NOT NULL,
	"logged_at" bigint NOT NULL,
	"by" text NOT NULL,
	"supersedes" integer,
	CONSTRAINT "touches_handoff_id_version_pk" PRIMARY KEY("handoff_id","version")
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" text NOT NULL,
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"offer" integer NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "reminders_handoff_id_id_pk" PRIMARY KEY("handoff_id","id")
);
--> statement-breakpoint
CREATE TABLE "absences" (
	"workspace" text NOT NULL,
	"person" text NOT NULL,
	"from_date" text NOT NULL,
	"to_date" text NOT NULL,
	"cover" text,
	CONSTRAINT "absences_workspace_person_from_date_pk" PRIMARY KEY("workspace","person","from_date")
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"workspace" text NOT NULL,
	"list" text NOT NULL,
	"date" text NOT NULL,
	CONSTRAINT "holidays_workspace_list_date_pk" PRIMARY KEY("workspace","list","date")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"workspace" text NOT NULL,
	"monday" text NOT NULL,
	"posted_at" bigint NOT NULL,
	"late" boolean NOT NULL,
	"numbers" jsonb NOT NULL,
	CONSTRAINT "digests_workspace_monday_pk" PRIMARY KEY("workspace","monday")
);
--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "holiday_list" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "sdr_calendar" jsonb;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "accepted_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "touch_due" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "first_touch_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "first_touch_kind" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "first_meaningful_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "snoozed_until" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "wake_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "stuck_from" bigint;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "answer_ms" bigint;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "inherited_touch_due" bigint;--> statement-breakpoint
ALTER TABLE "ownerships" ADD COLUMN "nth" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "urgency" integer;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "handoffs_to_wake" ON "handoffs" USING btree ("workspace","wake_at") WHERE wake_at is not null;--> statement-breakpoint
CREATE INDEX "handoffs_stuck" ON "handoffs" USING btree ("workspace","stuck_from") WHERE stuck_from is not null;--> statement-breakpoint
CREATE INDEX "handoffs_by_touch_due" ON "handoffs" USING btree ("workspace","touch_due","accepted_at","first_meaningful_at");--> statement-breakpoint
CREATE INDEX "handoffs_by_first_touch" ON "handoffs" USING btree ("workspace","first_touch_at","first_touch_kind");--> statement-breakpoint
CREATE INDEX "handoffs_by_creation" ON "handoffs" USING btree ("workspace","created_at");--> statement-breakpoint
CREATE INDEX "handoffs_untouched" ON "handoffs" USING btree ("workspace","touch_due") WHERE status = 'accepted' and first_meaningful_at is null;--> statement-breakpoint
CREATE INDEX "offers_by_handoff" ON "offers" USING btree ("handoff_id","answer");--> statement-breakpoint
CREATE INDEX "ownerships_several" ON "ownerships" USING btree ("workspace","since") WHERE nth > 1;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("workspace","urgency","due_at") WHERE state = 'pending';