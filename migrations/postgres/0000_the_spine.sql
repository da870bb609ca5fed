CREATE TABLE "counters" (
	"workspace" text NOT NULL,
	"name" text NOT NULL,
	"value" integer NOT NULL,
	CONSTRAINT "counters_workspace_name_pk" PRIMARY KEY("workspace","name")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"last_turn" text
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"workspace" text NOT NULL,
	"team_id" text NOT NULL,
	"person" text NOT NULL,
	"role" text NOT NULL,
	"place" integer NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint
);
--> statement-breakpoint
CREATE TABLE "people" (
	"workspace" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"zone" text NOT NULL,
	"seen_at" bigint NOT NULL,
	"wants_dms" boolean NOT NULL,
	"days" jsonb NOT NULL,
	"day_from" text NOT NULL,
	"day_to" text NOT NULL,
	CONSTRAINT "people_workspace_id_pk" PRIMARY KEY("workspace","id")
);
--> statement-breakpoint
CREATE TABLE "rulesets" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"at" bigint NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prospects" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"company" text,
	"contact" text,
	"email" text,
	"title" text,
	"crm_link" text,
	"email_key" text,
	"domain_key" text,
	"company_key" text,
	"external_ref" text
);
--> statement-breakpoint
CREATE TABLE "handoffs" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"ref" integer NOT NULL,
	"version" integer NOT NULL,
	"team_id" text NOT NULL,
	"sdr" text NOT NULL,
	"ae" text NOT NULL,
	"prospect_id" text NOT NULL,
	"ruleset_id" text NOT NULL,
	"status" text NOT NULL,
	"current_offer" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"next_step_date" text NOT NULL,
	"intro_mode" text NOT NULL,
	"intro_at" bigint,
	"sdr_joins" boolean NOT NULL,
	"closed_by" text,
	"closed_at" bigint,
	"recycled_until" text,
	"last_answer" jsonb,
	"external_ref" text,
	CONSTRAINT "handoffs_status" CHECK ("handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'withdrawn', 'recycled', 'qualified', 'disqualified', 'won', 'lost'))
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"seq" integer NOT NULL,
	"ae" text NOT NULL,
	"team_id" text NOT NULL,
	"offered_at" bigint NOT NULL,
	"calendar" jsonb NOT NULL,
	"accept_due" bigint,
	"touch_due" bigint,
	"answer" text,
	"answered_by" text,
	"answered_at" bigint,
	"answered_in" integer,
	"code" text,
	CONSTRAINT "offers_handoff_id_seq_pk" PRIMARY KEY("handoff_id","seq")
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"offer" integer NOT NULL,
	"seq" integer NOT NULL,
	"asked_by" text NOT NULL,
	"asked_in" integer NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint,
	"answered_by" text,
	"answered_in" integer,
	CONSTRAINT "pauses_handoff_id_offer_seq_pk" PRIMARY KEY("handoff_id","offer","seq")
);
--> statement-breakpoint
CREATE TABLE "ownerships" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"version" integer NOT NULL,
	"ae" text NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint,
	"ended_by" text,
	"end_reason" text,
	CONSTRAINT "ownerships_handoff_id_version_pk" PRIMARY KEY("handoff_id","version")
);
--> statement-breakpoint
CREATE TABLE "criteria_answers" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"criterion" text NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "criteria_answers_handoff_id_criterion_pk" PRIMARY KEY("handoff_id","criterion")
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"workspace" text NOT NULL,
	"handoff_id" text NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"body" text,
	CONSTRAINT "texts_handoff_id_kind_about_pk" PRIMARY KEY("handoff_id","kind","about")
);
--> statement-breakpoint
CREATE TABLE "history" (
	"handoff_id" text NOT NULL,
	"version" integer NOT NULL,
	"workspace" text NOT NULL,
	"at" bigint NOT NULL,
	"by" text NOT NULL,
	"action" text NOT NULL,
	"offer" integer NOT NULL,
	"ae" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"code" text,
	"until" text,
	"undid" text,
	CONSTRAINT "history_handoff_id_version_pk" PRIMARY KEY("handoff_id","version")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"workspace" text NOT NULL,
	"person" text NOT NULL,
	"id" text NOT NULL,
	"step" text NOT NULL,
	"fields" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "drafts_workspace_person_pk" PRIMARY KEY("workspace","person")
);
--> statement-breakpoint
CREATE TABLE "gate_blocks" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"draft_id" text NOT NULL,
	"person" text NOT NULL,
	"at" bigint NOT NULL,
	"criteria" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"handoff_id" text,
	"role" text NOT NULL,
	"channel" text NOT NULL,
	"ts" text,
	"state" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"handoff_id" text,
	"lane" text NOT NULL,
	"place" integer NOT NULL,
	"kind" text NOT NULL,
	"notice" jsonb NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"lease_until" bigint,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "job_claims" (
	"workspace" text NOT NULL,
	"job" text NOT NULL,
	"period" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "job_claims_workspace_job_period_pk" PRIMARY KEY("workspace","job","period")
);
--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_prospect_id_prospects_id_fk" FOREIGN KEY ("prospect_id") REFERENCES "public"."prospects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_ruleset_id_rulesets_id_fk" FOREIGN KEY ("ruleset_id") REFERENCES "public"."rulesets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria_answers" ADD CONSTRAINT "criteria_answers_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_handoff_id_handoffs_id_fk" FOREIGN KEY ("handoff_id") REFERENCES "public"."handoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "team_members_present" ON "team_members" USING btree ("team_id","role","person") WHERE until is null;--> statement-breakpoint
CREATE INDEX "rulesets_latest" ON "rulesets" USING btree ("workspace","at");--> statement-breakpoint
CREATE INDEX "prospects_by_email" ON "prospects" USING btree ("workspace","email_key");--> statement-breakpoint
CREATE INDEX "prospects_by_domain" ON "prospects" USING btree ("workspace","domain_key");--> statement-breakpoint
CREATE INDEX "prospects_by_company" ON "prospects" USING btree ("workspace","company_key");--> statement-breakpoint
CREATE UNIQUE INDEX "handoffs_ref" ON "handoffs" USING btree ("workspace","ref");--> statement-breakpoint
CREATE INDEX "handoffs_open_of_ae" ON "handoffs" USING btree ("workspace","ae","created_at") WHERE "handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'qualified');--> statement-breakpoint
CREATE INDEX "handoffs_open_of_sdr" ON "handoffs" USING btree ("workspace","sdr","created_at") WHERE "handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'qualified');--> statement-breakpoint
CREATE INDEX "offers_waiting" ON "offers" USING btree ("accept_due") WHERE answer is null;--> statement-breakpoint
CREATE INDEX "offers_answered" ON "offers" USING btree ("workspace","answered_at","answer");--> statement-breakpoint
CREATE INDEX "history_by_time" ON "history" USING btree ("workspace","at","action");--> statement-breakpoint
CREATE INDEX "drafts_by_age" ON "drafts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "gate_blocks_by_time" ON "gate_blocks" USING btree ("workspace","at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_role" ON "messages" USING btree ("handoff_id","role");--> statement-breakpoint
CREATE INDEX "messages_by_place" ON "messages" USING btree ("workspace","channel","ts");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "outbox_sending" ON "outbox" USING btree ("lease_until") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","place") WHERE state in ('pending', 'sending', 'uncertain', 'failed');