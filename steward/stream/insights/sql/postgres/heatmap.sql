SELECT
  *
FROM (
  SELECT
    "t1"."weekday",
    "t1"."hour",
    COUNT(*) AS "n"
  FROM (
    SELECT
      *
    FROM "event" AS "t0"
    WHERE
      "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2"
ORDER BY
  "t2"."weekday" ASC,
  "t2"."hour" ASC
