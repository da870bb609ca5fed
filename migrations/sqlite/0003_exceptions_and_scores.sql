ALTER TABLE `handoffs` ADD `exception` integer;--> statement-breakpoint
ALTER TABLE `criteria_answers` ADD `score` integer;