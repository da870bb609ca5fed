ALTER TABLE `teams` ADD `stuck_channel` text;--> statement-breakpoint
ALTER TABLE `teams` ADD `set_in_slack` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `is_admin` integer;--> statement-breakpoint
ALTER TABLE `rulesets` ADD `by` text;--> statement-breakpoint
ALTER TABLE `rulesets` ADD `section` text;