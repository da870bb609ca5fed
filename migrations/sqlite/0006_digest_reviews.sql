ALTER TABLE `digests` ADD `reviewed_by` text;--> statement-breakpoint
ALTER TABLE `digests` ADD `reviewed_at` integer;