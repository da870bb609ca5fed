ALTER TABLE `prospects` ADD `contact_key` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `cannot_make` text;--> statement-breakpoint
ALTER TABLE `handoffs` ADD `same_as` text;