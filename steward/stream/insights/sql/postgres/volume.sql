SELECT
  "t0"."step",
  COALESCE(SUM("t0"."n") FILTER(WHERE
    "t0"."kind" = 'post'), 0) AS "posts",
  COALESCE(SUM("t0"."n") FILTER(WHERE
    "t0"."kind" = 'comment'), 0) AS "comments",
  COALESCE(SUM("t0"."n") FILTER(WHERE
    "t0"."kind" = 'reaction'), 0) + SUM("t0"."reactions") AS "reactions"
FROM "act" AS "t0"
GROUP BY
  1
