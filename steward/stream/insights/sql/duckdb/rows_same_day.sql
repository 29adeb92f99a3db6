SELECT
  "t1"."member",
  "t1"."joined_step" AS "step",
  BOOL_AND(CAST(COALESCE(NOT (
    "t1"."left_at" = "t1"."joined_at"
  ), TRUE) AS BOOLEAN)) AS "stayed"
FROM (
  SELECT
    *
  FROM "stay" AS "t0"
  WHERE
    "t0"."joined_at" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2
