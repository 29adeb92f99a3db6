SELECT
  "t0"."step",
  "t0"."member",
  "t0"."channel",
  COUNT(*) AS "threads",
  COUNT("t0"."seconds") AS "answered",
  COALESCE(SUM(CAST(CAST("t0"."seconds" <= 86400 AS INT) AS BIGINT)), 0) AS "within_day"
FROM "opening" AS "t0"
GROUP BY
  1,
  2,
  3
