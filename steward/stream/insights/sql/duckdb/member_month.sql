SELECT
  "t1"."member",
  "t1"."source",
  "t1"."channel",
  MIN("t1"."day") FILTER(WHERE
    "t1"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')) AS "first_active",
  MIN("t1"."day") AS "first_day",
  MAX("t1"."day") AS "last_day"
FROM (
  SELECT
    *
  FROM "member_day" AS "t0"
  WHERE
    "t0"."member" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2,
  3
