SELECT
  "t3"."step",
  "t14"."member"
FROM (
  SELECT
    *
  FROM (
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
  ) AS "t12"
  WHERE
    "t12"."upto" > "t12"."at"
) AS "t14"
INNER JOIN "cut" AS "t3"
  ON "t14"."at" < "t3"."ends" AND "t14"."upto" >= "t3"."ends"
