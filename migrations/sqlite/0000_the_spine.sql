CREATE TABLE `counters` (
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`workspace`, `name`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`channel` text NOT NULL,
	`last_turn` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `team_members` (
	`workspace` text NOT NULL,
	`team_id` text NOT NULL,
	`person` text NOT NULL,
	`role` text NOT NULL,
	`place` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `team_members_present` ON `team_members` (`team_id`,`role`,`person`) WHERE until is null;--> statement-breakpoint
CREATE TABLE `people` (
	`workspace` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`zone` text NOT NULL,
	`seen_at` integer NOT NULL,
	`wants_dms` integer NOT NULL,
	`days` text NOT NULL,
	`day_from` text NOT NULL,
	`day_to` text NOT NULL,
	PRIMARY KEY(`workspace`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `rulesets` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`at` integer NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `rulesets_latest` ON `rulesets` (`workspace`,`at`);--> statement-breakpoint
CREATE TABLE `prospects` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`company` text,
	`contact` text,
	`email` text,
	`title` text,
	`crm_link` text,
	`email_key` text,
	`domain_key` text,
	`company_key` text,
	`external_ref` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `prospects_by_email` ON `prospects` (`workspace`,`email_key`);--> statement-breakpoint
CREATE INDEX `prospects_by_domain` ON `prospects` (`workspace`,`domain_key`);--> statement-breakpoint
CREATE INDEX `prospects_by_company` ON `prospects` (`workspace`,`company_key`);--> statement-breakpoint
CREATE TABLE `handoffs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`ref` integer NOT NULL,
	`version` integer NOT NULL,
	`team_id` text NOT NULL,
	`sdr` text NOT NULL,
	`ae` text NOT NULL,
	`prospect_id` text NOT NULL,
	`ruleset_id` text NOT NULL,
	`status` text NOT NULL,
	`current_offer` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`next_step_date` text NOT NULL,
	`intro_mode` text NOT NULL,
	`intro_at` integer,
	`sdr_joins` integer NOT NULL,
	`closed_by` text,
	`closed_at` integer,
	`recycled_until` text,
	`last_answer` text,
	`external_ref` text,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prospect_id`) REFERENCES `prospects`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ruleset_id`) REFERENCES `rulesets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "handoffs_status" CHECK("handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'withdrawn', 'recycled', 'qualified', 'disqualified', 'won', 'lost'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `handoffs_ref` ON `handoffs` (`workspace`,`ref`);--> statement-breakpoint
CREATE INDEX `handoffs_open_of_ae` ON `handoffs` (`workspace`,`ae`,`created_at`) WHERE "handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'qualified');--> statement-breakpoint
CREATE INDEX `handoffs_open_of_sdr` ON `handoffs` (`workspace`,`sdr`,`created_at`) WHERE "handoffs"."status" in ('offered', 'info_needed', 'accepted', 'declined', 'qualified');--> statement-breakpoint
CREATE TABLE `offers` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`seq` integer NOT NULL,
	`ae` text NOT NULL,
	`team_id` text NOT NULL,
	`offered_at` integer NOT NULL,
	`calendar` text NOT NULL,
	`accept_due` integer,
	`touch_due` integer,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`answered_in` integer,
	`code` text,
	PRIMARY KEY(`handoff_id`, `seq`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `offers_waiting` ON `offers` (`accept_due`) WHERE answer is null;--> statement-breakpoint
CREATE INDEX `offers_answered` ON `offers` (`workspace`,`answered_at`,`answer`);--> statement-breakpoint
CREATE TABLE `pauses` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`offer` integer NOT NULL,
	`seq` integer NOT NULL,
	`asked_by` text NOT NULL,
	`asked_in` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`answered_by` text,
	`answered_in` integer,
	PRIMARY KEY(`handoff_id`, `offer`, `seq`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `ownerships` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`version` integer NOT NULL,
	`ae` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`ended_by` text,
	`end_reason` text,
	PRIMARY KEY(`handoff_id`, `version`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `criteria_answers` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`criterion` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`handoff_id`, `criterion`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `texts` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`body` text,
	PRIMARY KEY(`handoff_id`, `kind`, `about`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `history` (
	`handoff_id` text NOT NULL,
	`version` integer NOT NULL,
	`workspace` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`offer` integer NOT NULL,
	`ae` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`code` text,
	`until` text,
	`undid` text,
	PRIMARY KEY(`handoff_id`, `version`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `history_by_time` ON `history` (`workspace`,`at`,`action`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`workspace` text NOT NULL,
	`person` text NOT NULL,
	`id` text NOT NULL,
	`step` text NOT NULL,
	`fields` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace`, `person`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `drafts_by_age` ON `drafts` (`at`);--> statement-breakpoint
CREATE TABLE `gate_blocks` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`draft_id` text NOT NULL,
	`person` text NOT NULL,
	`at` integer NOT NULL,
	`criteria` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `gate_blocks_by_time` ON `gate_blocks` (`workspace`,`at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`handoff_id` text,
	`role` text NOT NULL,
	`channel` text NOT NULL,
	`ts` text,
	`state` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_role` ON `messages` (`handoff_id`,`role`);--> statement-breakpoint
CREATE INDEX `messages_by_place` ON `messages` (`workspace`,`channel`,`ts`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`handoff_id` text,
	`lane` text NOT NULL,
	`place` integer NOT NULL,
	`kind` text NOT NULL,
	`notice` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`lease_until` integer,
	`problem` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `outbox_sending` ON `outbox` (`lease_until`) WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`place`) WHERE state in ('pending', 'sending', 'uncertain', 'failed');--> statement-breakpoint
CREATE TABLE `job_claims` (
	`workspace` text NOT NULL,
	`job` text NOT NULL,
	`period` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace`, `job`, `period`)
) STRICT;
