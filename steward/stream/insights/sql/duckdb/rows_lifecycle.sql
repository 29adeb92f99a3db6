WITH "t8" AS (
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
)
SELECT
  *
FROM (
  SELECT
    "t9"."member",
    "t9"."step",
    CASE
      WHEN "t9"."new"
      THEN 'new'
      WHEN "t9"."returning"
      THEN 'returning'
      ELSE 'resurrected'
    END AS "state"
  FROM "t8" AS "t9"
) AS "t11"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t9"."member",
    "t9"."step" + 1 AS "step",
    'dormant' AS "state"
  FROM "t8" AS "t9"
  WHERE
    "t9"."leaves"
) AS "t10"
