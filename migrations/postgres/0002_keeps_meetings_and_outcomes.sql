CREATE TABLE "meetings" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"version" integer NOT NULL,
	"result" text NOT NULL,
	"at" bigint NOT NULL,
	"logged_at" bigint NOT NULL,
	"by" text NOT NULL,
	"is_intro" boolean NOT NULL,
	"sdr" boolean NOT NULL,
	"ae" boolean NOT NULL,
	"prospect" boolean NOT NULL,
	CONSTRAINT "meetings_handoff_id_version_pk" PRIMARY KEY("handoff_id","version")
);
--> statement-breakpoint
CREATE TABLE "pull_ins" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"version" integer NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"done_by" text,
	"done_at" bigint,
	CONSTRAINT "pull_ins_handoff_id_version_pk" PRIMARY KEY("handoff_id","version")
);
--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "closed_code" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "qualified_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "qualified_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "rating" integer;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "rated_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "first_meeting_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "second_meeting_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "intro_planned_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "warm_transfer" boolean;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "rating" integer;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull_ins" ADD CONSTRAINT "pull_ins_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meetings_by_time" ON "meetings" USING btree ("workspace","at","result");--> statement-breakpoint
CREATE INDEX "pull_ins_by_time" ON "pull_ins" USING btree ("workspace","at");--> statement-breakpoint
CREATE INDEX "handoffs_by_intro" ON "handoffs" USING btree ("workspace","intro_planned_at");--> statement-breakpoint
CREATE INDEX "handoffs_by_second_meeting" ON "handoffs" USING btree ("workspace","second_meeting_at");--> statement-breakpoint
CREATE INDEX "handoffs_by_acceptance" ON "handoffs" USING btree ("workspace","accepted_at");--> statement-breakpoint
CREATE INDEX "handoffs_by_end" ON "handoffs" USING btree ("workspace","closed_at");--> statement-breakpoint
CREATE INDEX "handoffs_by_rating" ON "handoffs" USING btree ("workspace","rated_at");