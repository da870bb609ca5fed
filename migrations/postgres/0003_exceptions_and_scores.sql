ALTER TABLE "handoffs" ADD COLUMN "exception" boolean;--> statement-breakpoint
ALTER TABLE "criteria_answers" ADD COLUMN "score" integer;