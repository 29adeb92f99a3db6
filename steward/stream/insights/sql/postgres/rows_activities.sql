SELECT
  "t0"."id",
  "t0"."step",
  "t0"."kind",
  "t0"."weekday",
  "t0"."hour",
  "t0"."channel",
  "t0"."member"
FROM "event" AS "t0"
