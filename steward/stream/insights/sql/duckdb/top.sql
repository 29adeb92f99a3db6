SELECT
  *
FROM (
  SELECT
    "t5"."member",
    SUM("t5"."n") AS "n",
    COALESCE(SUM("t5"."n") FILTER(WHERE
      "t5"."kind" = 'post'), 0) AS "posts",
    COALESCE(SUM("t5"."n") FILTER(WHERE
      "t5"."kind" = 'comment'), 0) AS "comments",
    COUNT(DISTINCT "t5"."day") AS "days"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."step",
        "t2"."week",
        "t2"."day",
        "t2"."source",
        "t2"."channel",
        "t2"."kind",
        "t2"."member",
        "t2"."n",
        "t2"."reactions"
      FROM "act" AS "t2"
      ANTI JOIN "hidden" AS "t3"
        ON "t2"."member" = "t3"."member"
    ) AS "t4"
    WHERE
      "t4"."kind" IN ('post', 'comment', 'commit', 'review', 'change')
      AND "t4"."member" IS NOT NULL
  ) AS "t5"
  GROUP BY
    1
) AS "t6"
ORDER BY
  "t6"."n" DESC,
  "t6"."member" ASC
LIMIT 100
