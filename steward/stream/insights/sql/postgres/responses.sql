SELECT
  "t0"."step",
  COUNT(*) AS "threads",
  COUNT("t0"."seconds") AS "answered",
  COALESCE(SUM(CAST(CAST("t0"."seconds" <= 86400 AS INT) AS BIGINT)), 0) AS "within_day",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
    "t0"."seconds") AS "median",
  PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY
    "t0"."seconds") AS "p90"
FROM "opening" AS "t0"
GROUP BY
  1
