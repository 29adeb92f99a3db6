SELECT
  "t20"."step",
  COALESCE(SUM(CAST("t20"."state" = 'lost' AS INT)), 0) AS "lost",
  COALESCE(SUM(CAST("t20"."state" = 'regained' AS INT)), 0) AS "regained"
FROM (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t18"."member",
      "t4"."step",
      "t18"."state"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t13"."member",
          "t13"."at" + "t13"."lifecycle_lost_days" AS "at",
          'lost' AS "state"
        FROM (
          SELECT
            "t12"."member",
            "t12"."at",
            "t12"."before",
            "t12"."after",
            "t7"."lifecycle_window",
            "t7"."lifecycle_core_days",
            "t7"."lifecycle_dormant_days",
            "t7"."lifecycle_lost_days"
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
                "t1"."member",
                "t1"."at"
              FROM "trail" AS "t1"
              WHERE
                "t1"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
            ) AS "t6"
          ) AS "t12"
          CROSS JOIN (
            SELECT
              "t2"."lifecycle_window",
              "t2"."lifecycle_core_days",
              "t2"."lifecycle_dormant_days",
              "t2"."lifecycle_lost_days"
            FROM "given" AS "t2"
          ) AS "t7"
        ) AS "t13"
        WHERE
          (
            "t13"."after" IS NULL
          )
          OR (
            "t13"."after" > (
              "t13"."at" + "t13"."lifecycle_lost_days"
            )
          )
      ) AS "t15"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t14"."member",
          "t14"."at",
          'regained' AS "state"
        FROM (
          SELECT
            "t12"."member",
            "t12"."at",
            "t12"."before",
            "t12"."after",
            "t7"."lifecycle_window",
            "t7"."lifecycle_core_days",
            "t7"."lifecycle_dormant_days",
            "t7"."lifecycle_lost_days",
            "t11"."first"
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
                "t1"."member",
                "t1"."at"
              FROM "trail" AS "t1"
              WHERE
                "t1"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
            ) AS "t6"
          ) AS "t12"
          CROSS JOIN (
            SELECT
              "t2"."lifecycle_window",
              "t2"."lifecycle_core_days",
              "t2"."lifecycle_dormant_days",
              "t2"."lifecycle_lost_days"
            FROM "given" AS "t2"
          ) AS "t7"
          INNER JOIN (
            SELECT
              "t8"."member",
              MIN("t8"."active_at") AS "first"
            FROM (
              SELECT
                *
              FROM "known" AS "t3"
              WHERE
                "t3"."active_at" IS NOT NULL
            ) AS "t8"
            GROUP BY
              1
          ) AS "t11"
            ON "t12"."member" = "t11"."member"
        ) AS "t14"
        WHERE
          "t14"."at" > "t14"."first"
          AND (
            (
              "t14"."before" IS NULL
            )
            OR (
              "t14"."at" > (
                "t14"."before" + "t14"."lifecycle_lost_days"
              )
            )
          )
      ) AS "t16"
    ) AS "t18"
    INNER JOIN "cut" AS "t4"
      ON "t18"."at" >= "t4"."starts" AND "t18"."at" < "t4"."ends"
  ) AS "t19"
) AS "t20"
GROUP BY
  1
