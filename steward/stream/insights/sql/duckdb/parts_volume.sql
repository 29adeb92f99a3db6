SELECT
  "t0"."step",
  "t0"."member",
  "t0"."channel",
  "t0"."kind",
  SUM("t0"."n") AS "n",
  SUM("t0"."reactions") AS "reactions"
FROM "act" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
