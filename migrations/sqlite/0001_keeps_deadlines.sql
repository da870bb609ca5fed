CREATE TABLE `touches` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`happened_at` integer NOT NULL,
	`logged_at` integer NOT NULL,
	`by` text NOT NULL,
	`supersedes` integer,
	PRIMARY KEY(`handoff_id`, `version`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` text NOT NULL,
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`offer` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`handoff_id`, `id`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `absences` (
	`workspace` text NOT NULL,
	`person` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`cover` text,
	PRIMARY KEY(`workspace`, `person`, `from_date`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `holidays` (
	`workspace` text NOT NULL,
	`list` text NOT NULL,
	`date` text NOT NULL,
	PRIMARY KEY(`workspace`, `list`, `date`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `digests` (
	`workspace` text NOT NULL,
	`monday` text NOT NULL,
	`posted_at` integer NOT NULL,
	`late` integer NOT NULL,
	`numbers` text NOT NULL,
	PRIMARY KEY(`workspace`, `monday`)
) STRICT;
--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `urgency` integer;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`workspace`,`urgency`,`due_at`) WHERE state = 'pending';--> statement-breakpoint
ALTER TABLE `people` ADD `holiday_list` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `sdr_calendar` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `accepted_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `touch_due` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `first_touch_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `first_touch_kind` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `first_meaningful_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `wake_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `stuck_from` integer;--> statement-breakpoint
CREATE INDEX `handoffs_to_wake` ON `handoffs` (`workspace`,`wake_at`) WHERE wake_at is not null;--> statement-breakpoint
CREATE INDEX `handoffs_stuck` ON `handoffs` (`workspace`,`stuck_from`) WHERE stuck_from is not null;--> statement-breakpoint
CREATE INDEX `handoffs_by_touch_due` ON `handoffs` (`workspace`,`touch_due`,`accepted_at`,`first_meaningful_at`);--> statement-breakpoint
CREATE INDEX `handoffs_by_first_touch` ON `handoffs` (`workspace`,`first_touch_at`,`first_touch_kind`);--> statement-breakpoint
CREATE INDEX `handoffs_by_creation` ON `handoffs` (`workspace`,`created_at`);--> statement-breakpoint
CREATE INDEX `handoffs_untouched` ON `handoffs` (`workspace`,`touch_due`) WHERE status = 'accepted' and first_meaningful_at is null;--> statement-breakpoint
ALTER TABLE `offers` ADD `answer_ms` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `inherited_touch_due` integer;--> statement-breakpoint
CREATE INDEX `offers_by_handoff` ON `offers` (`handoff_id`,`answer`);--> statement-breakpoint
ALTER TABLE `ownerships` ADD `nth` integer;--> statement-breakpoint
CREATE INDEX `ownerships_several` ON `ownerships` (`workspace`,`since`) WHERE nth > 1;