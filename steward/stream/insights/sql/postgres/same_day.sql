SELECT
  "t1"."joined_step" AS "step",
  COUNT(*) AS "joins",
  COALESCE(
    SUM(CAST(CAST(COALESCE("t1"."left_at" = "t1"."joined_at", FALSE) AS INT) AS BIGINT)),
    0
  ) AS "gone"
FROM (
  SELECT
    *
  FROM "stay" AS "t0"
  WHERE
    "t0"."joined_at" IS NOT NULL
) AS "t1"
GROUP BY
  1
