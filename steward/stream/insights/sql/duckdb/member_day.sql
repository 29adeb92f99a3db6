SELECT
  "t0"."day",
  "t0"."member",
  "t0"."source",
  "t0"."channel",
  "t0"."kind",
  COUNT(*) AS "n",
  SUM("t0"."reactions") AS "reactions"
FROM "fact" AS "t0"
GROUP BY
  1,
  2,
  3,
  4,
  5
