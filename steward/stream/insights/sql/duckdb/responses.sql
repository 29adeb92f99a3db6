SELECT
  "t0"."step",
  COUNT(*) AS "threads",
  COUNT("t0"."seconds") AS "answered",
  COALESCE(SUM(CAST("t0"."seconds" <= 86400 AS INT)), 0) AS "within_day",
  QUANTILE_CONT("t0"."seconds", 0.5) AS "median",
  QUANTILE_CONT("t0"."seconds", 0.9) AS "p90"
FROM "opening" AS "t0"
GROUP BY
  1
