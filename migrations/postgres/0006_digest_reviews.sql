ALTER TABLE "digests" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "reviewed_at" bigint;