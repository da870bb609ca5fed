ALTER TABLE "prospects" ADD COLUMN "contact_key" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "cannot_make" jsonb;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "same_as" text;