SELECT
  "t1"."step",
  "t1"."hour",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "clock" AS "t0"
  WHERE
    "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
) AS "t1"
GROUP BY
  1,
  2
