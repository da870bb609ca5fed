CREATE TABLE `fill_ins` (
	`name` text PRIMARY KEY NOT NULL,
	`reached` text NOT NULL,
	`done_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `set_aside` (
	`workspace` text NOT NULL,
	`handoff_id` text NOT NULL,
	`problem` text,
	`tried_at` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`workspace`, `handoff_id`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `handoffs` ADD `waits_for` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `move_due` integer;--> statement-breakpoint
CREATE INDEX `handoffs_of_prospect` ON `handoffs` (`same_as`) WHERE same_as is not null;--> statement-breakpoint
CREATE INDEX `offers_by_time` ON `offers` (`workspace`,`offered_at`);--> statement-breakpoint
CREATE INDEX `touches_by_time` ON `touches` (`workspace`,`happened_at`);--> statement-breakpoint
CREATE INDEX `messages_latest` ON `messages` (`workspace`,`at`) WHERE state = 'sent';--> statement-breakpoint
CREATE INDEX `outbox_troubled` ON `outbox` (`workspace`,`problem`) WHERE state in ('failed', 'uncertain');--> statement-breakpoint
CREATE INDEX `outbox_tried` ON `outbox` (`workspace`) WHERE state = 'pending' and problem is not null;