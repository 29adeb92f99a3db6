WITH "t9" AS (
  SELECT
    "t8"."step",
    SUM(CAST(CAST("t8"."new" AS INT) AS BIGINT)) AS "new",
    SUM(CAST(CAST("t8"."returning" AS INT) AS BIGINT)) AS "returning",
    COUNT(*) AS "active",
    SUM(CAST(CAST("t8"."leaves" AS INT) AS BIGINT)) AS "leaving"
  FROM (
    SELECT
      "t7"."member",
      "t7"."step",
      "t7"."step" = "t6"."debut" AS "new",
      (
        "t7"."step" <> "t6"."debut"
      )
      AND COALESCE("t7"."before" = (
        "t7"."step" - 1
      ), FALSE) AS "returning",
      (
        "t7"."after" IS NULL
      ) OR (
        "t7"."after" > (
          "t7"."step" + 1
        )
      ) AS "leaves"
    FROM (
      SELECT
        "t2"."member",
        "t2"."step",
        LAG("t2"."step") OVER (
          PARTITION BY "t2"."member"
          ORDER BY "t2"."step" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "before",
        LEAD("t2"."step") OVER (
          PARTITION BY "t2"."member"
          ORDER BY "t2"."step" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "after"
      FROM (
        SELECT DISTINCT
          "t0"."member",
          "t0"."step"
        FROM "wide" AS "t0"
        WHERE
          "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
          AND "t0"."member" IS NOT NULL
      ) AS "t2"
    ) AS "t7"
    INNER JOIN (
      SELECT
        "t3"."member",
        MIN("t3"."active_step") AS "debut"
      FROM (
        SELECT
          *
        FROM "known" AS "t1"
        WHERE
          "t1"."active_step" IS NOT NULL
      ) AS "t3"
      GROUP BY
        1
    ) AS "t6"
      ON "t7"."member" = "t6"."member"
  ) AS "t8"
  GROUP BY
    1
)
SELECT
  "t13"."step",
  SUM("t13"."new") AS "new",
  SUM("t13"."returning") AS "returning",
  SUM("t13"."resurrected") AS "resurrected",
  SUM("t13"."dormant") AS "dormant"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t10"."step",
      "t10"."new",
      "t10"."returning",
      (
        "t10"."active" - "t10"."new"
      ) - "t10"."returning" AS "resurrected",
      "t10"."leaving" * 0 AS "dormant"
    FROM "t9" AS "t10"
  ) AS "t12"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t10"."step" + 1 AS "step",
      "t10"."leaving" * 0 AS "new",
      "t10"."leaving" * 0 AS "returning",
      "t10"."leaving" * 0 AS "resurrected",
      "t10"."leaving" AS "dormant"
    FROM "t9" AS "t10"
  ) AS "t11"
) AS "t13"
GROUP BY
  1
