ALTER TABLE `history` ADD `submission` text;--> statement-breakpoint
CREATE UNIQUE INDEX `history_once_per_submission` ON `history` (`submission`);