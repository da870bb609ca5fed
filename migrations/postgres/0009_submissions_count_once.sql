ALTER TABLE "history" ADD COLUMN "submission" text;--> statement-breakpoint
CREATE UNIQUE INDEX "history_once_per_submission" ON "history" USING btree ("submission");