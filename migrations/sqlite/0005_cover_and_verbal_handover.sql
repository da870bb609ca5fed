ALTER TABLE `people` ADD `handover_form` text;--> statement-breakpoint
ALTER TABLE `people` ADD `sits_out` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `verbal_by` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `verbal_at` integer;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `verbal_form` text;