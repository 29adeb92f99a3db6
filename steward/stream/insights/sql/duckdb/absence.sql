SELECT
  "t3"."step",
  SUM(CAST((
    (
      "t3"."upto" - "t3"."n"
    ) * 2
  ) < "t3"."total" AS INT)) AS "smallest",
  COUNT(*) AS "contributors",
  SUM("t3"."n") AS "contributions"
FROM (
  SELECT
    "t2"."step",
    "t2"."member",
    "t2"."n",
    SUM("t2"."n") OVER (
      PARTITION BY "t2"."step"
      ORDER BY "t2"."n" DESC, "t2"."member" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "upto",
    SUM("t2"."n") OVER (PARTITION BY "t2"."step" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
  FROM (
    SELECT
      "t1"."step",
      "t1"."member",
      SUM("t1"."n") AS "n"
    FROM (
      SELECT
        *
      FROM "act" AS "t0"
      WHERE
        "t0"."kind" IN ('post', 'comment', 'commit', 'review', 'change')
        AND "t0"."member" IS NOT NULL
    ) AS "t1"
    GROUP BY
      1,
      2
  ) AS "t2"
) AS "t3"
GROUP BY
  1
