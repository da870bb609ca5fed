CREATE TABLE "turns" (
	"workspace" text NOT NULL,
	"team_id" text NOT NULL,
	"nth" integer NOT NULL,
	"ae" text NOT NULL,
	"kind" text NOT NULL,
	"handoff_id" text NOT NULL,
	"offer" integer NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "turns_team_id_nth_pk" PRIMARY KEY("team_id","nth")
);
--> statement-breakpoint
CREATE INDEX "turns_by_handoff" ON "turns" USING btree ("handoff_id","offer");