WITH "t7" AS (
  SELECT
    COALESCE("t6"."member", "t4"."member") AS "member",
    CASE
      WHEN "t6"."arrived" IS NULL
      THEN "t4"."joined"
      WHEN "t4"."joined" IS NULL
      THEN "t6"."arrived"
      WHEN "t6"."arrived" <= "t4"."joined"
      THEN "t6"."arrived"
      ELSE "t4"."joined"
    END AS "arrived",
    CASE
      WHEN (
        "t4"."staying" = 0
      )
      AND (
        (
          "t6"."last_day" IS NULL
        ) OR (
          "t6"."last_day" <= "t4"."left_day"
        )
      )
      THEN "t4"."left_step"
      ELSE NULL
    END AS "departed"
  FROM (
    SELECT
      "t2"."member",
      MIN("t2"."any_step") AS "arrived",
      MAX("t2"."last_day") AS "last_day"
    FROM (
      SELECT
        *
      FROM "known" AS "t0"
      WHERE
        "t0"."member" IS NOT NULL
    ) AS "t2"
    GROUP BY
      1
  ) AS "t6"
  FULL OUTER JOIN (
    SELECT
      "t1"."member",
      MIN("t1"."joined_step") AS "joined",
      SUM(CAST(CAST("t1"."left_day" IS NULL AS INT) AS BIGINT)) AS "staying",
      MAX("t1"."left_step") AS "left_step",
      MAX("t1"."left_day") AS "left_day"
    FROM "stay" AS "t1"
    GROUP BY
      1
  ) AS "t4"
    ON "t6"."member" = "t4"."member"
)
SELECT
  "t12"."step",
  "t12"."joined",
  "t12"."departed",
  "t12"."joined" - "t12"."departed" AS "net",
  SUM("t12"."joined" - "t12"."departed") OVER (ORDER BY "t12"."step" ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "members"
FROM (
  SELECT
    "t11"."step",
    SUM("t11"."came") AS "joined",
    SUM("t11"."went") AS "departed"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."arrived" AS "step",
        1 AS "came",
        0 AS "went"
      FROM "t7" AS "t8"
    ) AS "t9"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t8"."departed" AS "step",
        0 AS "came",
        1 AS "went"
      FROM "t7" AS "t8"
      WHERE
        "t8"."departed" IS NOT NULL
    ) AS "t10"
  ) AS "t11"
  GROUP BY
    1
) AS "t12"
