ALTER TABLE "people" ADD COLUMN "handover_form" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "sits_out" boolean;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "verbal_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "verbal_at" bigint;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "verbal_form" text;