SELECT
  "t11"."step",
  "t11"."member"
FROM (
  SELECT
    "t10"."step",
    "t10"."member",
    COUNT(*) AS "days",
    MAX("t10"."lifecycle_core_days") AS "needed"
  FROM (
    SELECT
      "t9"."member",
      "t9"."at",
      "t5"."lifecycle_window",
      "t5"."lifecycle_core_days",
      "t5"."lifecycle_dormant_days",
      "t5"."lifecycle_lost_days",
      "t3"."step",
      "t3"."starts",
      "t3"."ends"
    FROM (
      SELECT
        "t7"."member",
        "t7"."at"
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
    INNER JOIN "cut" AS "t3"
      ON "t9"."at" < "t3"."ends"
      AND (
        "t9"."at" + "t5"."lifecycle_window"
      ) >= "t3"."ends"
  ) AS "t10"
  GROUP BY
    1,
    2
) AS "t11"
WHERE
  "t11"."days" >= "t11"."needed"
