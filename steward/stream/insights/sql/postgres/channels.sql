WITH "t1" AS (
  SELECT
    *
  FROM "act" AS "t0"
  WHERE
    "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
)
SELECT
  *
FROM (
  SELECT
    "t6"."channel",
    "t6"."n",
    "t6"."posts",
    "t6"."comments",
    "t6"."reactions",
    "t4"."members"
  FROM (
    SELECT
      "t2"."channel",
      SUM("t2"."n") AS "n",
      COALESCE(SUM("t2"."n") FILTER(WHERE
        "t2"."kind" = 'post'), 0) AS "posts",
      COALESCE(SUM("t2"."n") FILTER(WHERE
        "t2"."kind" = 'comment'), 0) AS "comments",
      COALESCE(SUM("t2"."n") FILTER(WHERE
        "t2"."kind" = 'reaction'), 0) + SUM("t2"."reactions") AS "reactions"
    FROM "t1" AS "t2"
    GROUP BY
      1
  ) AS "t6"
  INNER JOIN (
    SELECT
      "t2"."channel",
      COUNT(DISTINCT "t2"."member") AS "members"
    FROM "t1" AS "t2"
    GROUP BY
      1
  ) AS "t4"
    ON "t6"."channel" = "t4"."channel"
) AS "t7"
ORDER BY
  "t7"."n" DESC NULLS LAST,
  "t7"."channel" ASC
