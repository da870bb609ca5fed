CREATE TABLE `turns` (
	`workspace` text NOT NULL,
	`team_id` text NOT NULL,
	`nth` integer NOT NULL,
	`ae` text NOT NULL,
	`kind` text NOT NULL,
	`handoff_id` text NOT NULL,
	`offer` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`team_id`, `nth`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `turns_by_handoff` ON `turns` (`handoff_id`,`offer`);