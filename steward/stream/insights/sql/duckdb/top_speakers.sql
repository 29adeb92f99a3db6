SELECT
  *
FROM (
  SELECT
    "t12"."member",
    "t12"."n",
    "t12"."total"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."step",
        "t9"."member",
        "t9"."n",
        "t9"."place",
        "t9"."total",
        "t5"."speakers_count"
      FROM (
        SELECT
          "t7"."step",
          "t7"."member",
          "t7"."n",
          (
            ROW_NUMBER() OVER (
              PARTITION BY "t7"."step"
              ORDER BY "t7"."n" DESC, "t7"."member" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1
          ) + 1 AS "place",
          SUM("t7"."n") OVER (PARTITION BY "t7"."step" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
        FROM (
          SELECT
            "t6"."step",
            "t6"."member",
            SUM("t6"."n") AS "n"
          FROM (
            SELECT
              *
            FROM "act" AS "t2"
            WHERE
              "t2"."kind" IN ('post', 'comment', 'review') AND "t2"."member" IS NOT NULL
          ) AS "t6"
          GROUP BY
            1,
            2
        ) AS "t7"
      ) AS "t9"
      CROSS JOIN (
        SELECT
          "t1"."speakers_count"
        FROM "given" AS "t1"
      ) AS "t5"
    ) AS "t10"
    WHERE
      "t10"."place" <= "t10"."speakers_count"
  ) AS "t12"
  ANTI JOIN "hidden" AS "t3"
    ON "t12"."member" = "t3"."member"
) AS "t13"
ORDER BY
  "t13"."n" DESC,
  "t13"."member" ASC
