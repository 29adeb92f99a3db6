SELECT
  "t16"."member",
  "t16"."step",
  "t16"."day_1" = 1 AS "day_1",
  "t16"."day_7" = 1 AS "day_7",
  "t16"."day_30" = 1 AS "day_30"
FROM (
  SELECT
    "t15"."member",
    "t15"."step",
    MAX(
      CASE
        WHEN COALESCE(
          (
            (
              "t15"."at" - "t15"."first"
            ) >= 1
          )
          AND (
            (
              "t15"."at" - "t15"."first"
            ) < (
              "t15"."retention_window" + 1
            )
          ),
          FALSE
        )
        THEN 1
        ELSE 0
      END
    ) AS "day_1",
    MAX(
      CASE
        WHEN COALESCE(
          (
            (
              "t15"."at" - "t15"."first"
            ) >= 7
          )
          AND (
            (
              "t15"."at" - "t15"."first"
            ) < (
              "t15"."retention_window" + 7
            )
          ),
          FALSE
        )
        THEN 1
        ELSE 0
      END
    ) AS "day_7",
    MAX(
      CASE
        WHEN COALESCE(
          (
            (
              "t15"."at" - "t15"."first"
            ) >= 30
          )
          AND (
            (
              "t15"."at" - "t15"."first"
            ) < (
              "t15"."retention_window" + 30
            )
          ),
          FALSE
        )
        THEN 1
        ELSE 0
      END
    ) AS "day_30"
  FROM (
    SELECT
      "t14"."member",
      "t14"."step",
      "t14"."first",
      "t12"."member" AS "member_right",
      "t12"."at",
      "t12"."retention_window"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t6"."member",
          MIN("t6"."active_step") AS "step",
          MIN("t6"."active_at") AS "first"
        FROM (
          SELECT
            *
          FROM "known" AS "t0"
          WHERE
            "t0"."active_step" IS NOT NULL
        ) AS "t6"
        GROUP BY
          1
      ) AS "t10"
      WHERE
        "t10"."step" IN (
          SELECT
            "t1"."step"
          FROM "cut" AS "t1"
        )
    ) AS "t14"
    LEFT OUTER JOIN (
      SELECT
        "t9"."member",
        "t9"."at",
        "t8"."retention_window"
      FROM (
        SELECT DISTINCT
          "t2"."member",
          "t2"."at"
        FROM "trail" AS "t2"
        WHERE
          "t2"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
      ) AS "t9"
      CROSS JOIN (
        SELECT
          "t3"."retention_window"
        FROM "given" AS "t3"
      ) AS "t8"
    ) AS "t12"
      ON "t14"."member" = "t12"."member"
  ) AS "t15"
  GROUP BY
    1,
    2
) AS "t16"
