WITH "t12" AS (
  SELECT
    "t9"."member",
    "t9"."at",
    CASE
      WHEN (
        "t11"."since" + "t5"."lifecycle_window"
      ) IS NULL
      THEN "t9"."after"
      WHEN "t9"."after" IS NULL
      THEN "t11"."since" + "t5"."lifecycle_window"
      WHEN (
        "t11"."since" + "t5"."lifecycle_window"
      ) <= "t9"."after"
      THEN "t11"."since" + "t5"."lifecycle_window"
      ELSE "t9"."after"
    END AS "upto"
  FROM (
    SELECT
      "t7"."member",
      "t7"."at",
      "t7"."before",
      "t7"."after",
      ROW_NUMBER() OVER (
        PARTITION BY "t7"."member"
        ORDER BY "t7"."at" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "place"
    FROM (
      SELECT
        "t6"."member",
        "t6"."at",
        LAG("t6"."at") OVER (
          PARTITION BY "t6"."member"
          ORDER BY "t6"."at" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "before",
        LEAD("t6"."at") OVER (
          PARTITION BY "t6"."member"
          ORDER BY "t6"."at" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "after"
      FROM (
        SELECT DISTINCT
          "t2"."member",
          "t2"."at"
        FROM "trail" AS "t2"
        WHERE
          "t2"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
      ) AS "t6"
    ) AS "t7"
  ) AS "t9"
  CROSS JOIN (
    SELECT
      "t1"."lifecycle_window",
      "t1"."lifecycle_core_days",
      "t1"."lifecycle_dormant_days",
      "t1"."lifecycle_lost_days"
    FROM "given" AS "t1"
  ) AS "t5"
  INNER JOIN (
    SELECT
      "t9"."member",
      (
        "t9"."place" + "t5"."lifecycle_core_days"
      ) - 1 AS "begun",
      "t9"."at" AS "since"
    FROM (
      SELECT
        "t7"."member",
        "t7"."at",
        "t7"."before",
        "t7"."after",
        ROW_NUMBER() OVER (
          PARTITION BY "t7"."member"
          ORDER BY "t7"."at" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t6"."member",
          "t6"."at",
          LAG("t6"."at") OVER (
            PARTITION BY "t6"."member"
            ORDER BY "t6"."at" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "before",
          LEAD("t6"."at") OVER (
            PARTITION BY "t6"."member"
            ORDER BY "t6"."at" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "after"
        FROM (
          SELECT DISTINCT
            "t2"."member",
            "t2"."at"
          FROM "trail" AS "t2"
          WHERE
            "t2"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
        ) AS "t6"
      ) AS "t7"
    ) AS "t9"
    CROSS JOIN (
      SELECT
        "t1"."lifecycle_window",
        "t1"."lifecycle_core_days",
        "t1"."lifecycle_dormant_days",
        "t1"."lifecycle_lost_days"
      FROM "given" AS "t1"
    ) AS "t5"
  ) AS "t11"
    ON "t9"."member" = "t11"."member" AND "t9"."place" = "t11"."begun"
)
SELECT
  *
FROM (
  SELECT
    "t19"."step",
    SUM("t19"."n") AS "core"
  FROM (
    SELECT
      "t18"."at",
      "t18"."n",
      "t3"."step",
      "t3"."starts",
      "t3"."ends"
    FROM (
      SELECT
        "t16"."at",
        SUM("t16"."n") AS "n"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t13"."at",
            1 AS "n"
          FROM "t12" AS "t13"
          WHERE
            "t13"."upto" > "t13"."at"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t13"."upto" AS "at",
            -1 AS "n"
          FROM "t12" AS "t13"
          WHERE
            "t13"."upto" > "t13"."at"
        ) AS "t15"
      ) AS "t16"
      GROUP BY
        1
    ) AS "t18"
    INNER JOIN "cut" AS "t3"
      ON "t18"."at" < "t3"."ends"
  ) AS "t19"
  GROUP BY
    1
) AS "t20"
WHERE
  "t20"."core" > 0
