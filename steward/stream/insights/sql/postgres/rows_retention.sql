SELECT
  "t7"."member",
  "t7"."cohort",
  "t4"."week" - "t7"."cohort" AS "age"
FROM (
  SELECT
    "t5"."member",
    "t5"."cohort"
  FROM (
    SELECT
      "t3"."member",
      MIN("t3"."active_week") AS "cohort",
      MIN("t3"."active_step") AS "debut"
    FROM (
      SELECT
        *
      FROM "known" AS "t1"
      WHERE
        "t1"."active_step" IS NOT NULL
    ) AS "t3"
    GROUP BY
      1
  ) AS "t5"
  WHERE
    "t5"."debut" = 0
) AS "t7"
INNER JOIN (
  SELECT DISTINCT
    "t0"."member",
    "t0"."week"
  FROM "act" AS "t0"
  WHERE
    "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
    AND "t0"."member" IS NOT NULL
) AS "t4"
  ON "t7"."member" = "t4"."member"
