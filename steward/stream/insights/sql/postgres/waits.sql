SELECT
  "t2"."step",
  "t2"."seconds"
FROM (
  SELECT
    "t1"."id",
    "t1"."step",
    "t1"."source",
    "t1"."channel",
    "t1"."member",
    "t1"."seconds",
    COUNT(*) OVER (PARTITION BY "t1"."step" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "size"
  FROM (
    SELECT
      *
    FROM "opening" AS "t0"
    WHERE
      "t0"."seconds" IS NOT NULL
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."size" <= 1000
ORDER BY
  "t2"."step" ASC,
  "t2"."seconds" ASC
