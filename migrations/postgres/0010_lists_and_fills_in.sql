CREATE TABLE "fill_ins" (
	"name" text PRIMARY KEY NOT NULL,
	"reached" text NOT NULL,
	"done_at" bigint
);
--> statement-breakpoint
CREATE TABLE "set_aside" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"problem" text,
	"tried_at" bigint NOT NULL,
	"told_at" bigint,
	CONSTRAINT "set_aside_workspace_handoff_id_pk" PRIMARY KEY("workspace","handoff_id")
);
--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "move_due" bigint;--> statement-breakpoint
CREATE INDEX "handoffs_of_prospect" ON "handoffs" USING btree ("same_as") WHERE same_as is not null;--> statement-breakpoint
CREATE INDEX "offers_by_time" ON "offers" USING btree ("workspace","offered_at");--> statement-breakpoint
CREATE INDEX "touches_by_time" ON "touches" USING btree ("workspace","happened_at");--> statement-breakpoint
CREATE INDEX "messages_latest" ON "messages" USING btree ("workspace","at") WHERE state = 'sent';--> statement-breakpoint
CREATE INDEX "outbox_troubled" ON "outbox" USING btree ("workspace","problem") WHERE state in ('failed', 'uncertain');--> statement-breakpoint
CREATE INDEX "outbox_tried" ON "outbox" USING btree ("workspace") WHERE state = 'pending' and problem is not null;