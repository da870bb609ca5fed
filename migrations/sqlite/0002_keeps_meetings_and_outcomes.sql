CREATE TABLE `meetings` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`version` integer NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	`logged_at` integer NOT NULL,
	`by` text NOT NULL,
	`is_intro` integer NOT NULL,
	`sdr` integer NOT NULL,
	`ae` integer NOT NULL,
	`prospect` integer NOT NULL,
	PRIMARY KEY(`handoff_id`, `version`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `meetings_by_time` ON `meetings` (`workspace`,`at`,`result`);--> statement-breakpoint
CREATE TABLE `pull_ins` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`version` integer NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`done_by` text,
	`done_at` integer,
	PRIMARY KEY(`handoff_id`, `version`),
	FOREIGN KEY (`handoff_id`) REFERENCES `handoffs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `pull_ins_by_time` ON `pull_ins` (`workspace`,`at`);--> statement-breakpoint
ALTER TABLE `handoffs` ADD `closed_code` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `qualified_by` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `qualified_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `rating` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `rated_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `first_meeting_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `second_meeting_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `intro_planned_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `warm_transfer` integer;--> statement-breakpoint
CREATE INDEX `handoffs_by_intro` ON `handoffs` (`workspace`,`intro_planned_at`);--> statement-breakpoint
CREATE INDEX `handoffs_by_second_meeting` ON `handoffs` (`workspace`,`second_meeting_at`);--> statement-breakpoint
CREATE INDEX `handoffs_by_acceptance` ON `handoffs` (`workspace`,`accepted_at`);--> statement-breakpoint
CREATE INDEX `handoffs_by_end` ON `handoffs` (`workspace`,`closed_at`);--> statement-breakpoint
CREATE INDEX `handoffs_by_rating` ON `handoffs` (`workspace`,`rated_at`);--> statement-breakpoint
ALTER TABLE `history` ADD `rating` integer;