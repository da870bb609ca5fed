ALTER TABLE "teams" ADD COLUMN "stuck_channel" text;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "set_in_slack" boolean;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "is_admin" boolean;--> statement-breakpoint
ALTER TABLE "rulesets" ADD COLUMN "by" text;--> statement-breakpoint
ALTER TABLE "rulesets" ADD COLUMN "section" text;