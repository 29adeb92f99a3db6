SELECT
  "t2"."step",
  SUM("t2"."days") AS "member_days",
  COUNT(*) AS "members"
FROM (
  SELECT
    "t1"."step",
    "t1"."member",
    COUNT(*) AS "days"
  FROM (
    SELECT DISTINCT
      "t0"."step",
      "t0"."member",
      "t0"."day"
    FROM "act" AS "t0"
    WHERE
      "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
      AND "t0"."member" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2"
GROUP BY
  1
