SELECT
  "t8"."step",
  "t8"."member",
  "t8"."n"
FROM (
  SELECT
    "t7"."step",
    "t7"."member",
    "t7"."n",
    "t7"."place",
    "t7"."total",
    "t3"."speakers_count"
  FROM (
    SELECT
      "t5"."step",
      "t5"."member",
      "t5"."n",
      (
        ROW_NUMBER() OVER (
          PARTITION BY "t5"."step"
          ORDER BY "t5"."n" DESC, "t5"."member" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1
      ) + 1 AS "place",
      SUM("t5"."n") OVER (PARTITION BY "t5"."step" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
    FROM (
      SELECT
        "t4"."step",
        "t4"."member",
        SUM("t4"."n") AS "n"
      FROM (
        SELECT
          *
        FROM "act" AS "t1"
        WHERE
          "t1"."kind" IN ('post', 'comment', 'review') AND "t1"."member" IS NOT NULL
      ) AS "t4"
      GROUP BY
        1,
        2
    ) AS "t5"
  ) AS "t7"
  CROSS JOIN (
    SELECT
      "t0"."speakers_count"
    FROM "given" AS "t0"
  ) AS "t3"
) AS "t8"
WHERE
  "t8"."place" <= "t8"."speakers_count"
