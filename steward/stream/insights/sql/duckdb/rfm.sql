WITH "t14" AS (
  SELECT
    "t13"."step",
    "t13"."member",
    (
      MAX("t13"."ends") - 1
    ) - MAX("t13"."at") AS "since",
    COUNT(*) AS "days",
    CAST(ROUND(SUM("t13"."points"), 6) AS DOUBLE) AS "points"
  FROM (
    SELECT
      "t12"."member",
      "t12"."at",
      "t12"."points",
      "t4"."step",
      "t4"."starts",
      "t4"."ends"
    FROM (
      SELECT
        "t10"."member",
        "t10"."at",
        SUM("t10"."points") AS "points"
      FROM (
        SELECT
          "t9"."member",
          "t9"."at",
          "t9"."n" * COALESCE("t5"."weight", 0.0) AS "points"
        FROM (
          SELECT
            *
          FROM "trail" AS "t2"
          WHERE
            "t2"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
        ) AS "t9"
        LEFT OUTER JOIN "weight" AS "t5"
          ON "t9"."kind" = "t5"."kind"
      ) AS "t10"
      GROUP BY
        1,
        2
    ) AS "t12"
    INNER JOIN "cut" AS "t4"
      ON "t12"."at" >= "t4"."starts" AND "t12"."at" < "t4"."ends"
  ) AS "t13"
  GROUP BY
    1,
    2
)
SELECT
  "t19"."step",
  "t19"."r",
  "t19"."f",
  "t19"."m",
  COUNT(*) AS "members",
  AVG("t19"."since") AS "since",
  AVG("t19"."days") AS "days",
  AVG("t19"."points") AS "points"
FROM (
  SELECT
    "t16"."member",
    "t16"."step",
    "t16"."since",
    "t16"."days",
    "t16"."points",
    CASE
      WHEN CAST("t16"."since" AS DOUBLE) <= CASE WHEN "t7"."rfm_mean" = 1 THEN "t18"."since_mean" ELSE "t18"."since_median" END
      THEN 1
      ELSE 0
    END AS "r",
    CASE
      WHEN CAST("t16"."days" AS DOUBLE) >= CASE WHEN "t7"."rfm_mean" = 1 THEN "t18"."days_mean" ELSE "t18"."days_median" END
      THEN 1
      ELSE 0
    END AS "f",
    CASE
      WHEN "t16"."points" >= CASE
        WHEN "t7"."rfm_mean" = 1
        THEN "t18"."points_mean"
        ELSE "t18"."points_median"
      END
      THEN 1
      ELSE 0
    END AS "m"
  FROM "t14" AS "t16"
  INNER JOIN (
    SELECT
      "t15"."step",
      QUANTILE_CONT("t15"."since", 0.5) AS "since_median",
      AVG("t15"."since") AS "since_mean",
      QUANTILE_CONT("t15"."days", 0.5) AS "days_median",
      AVG("t15"."days") AS "days_mean",
      QUANTILE_CONT("t15"."points", 0.5) AS "points_median",
      AVG("t15"."points") AS "points_mean"
    FROM "t14" AS "t15"
    GROUP BY
      1
  ) AS "t18"
    ON "t16"."step" = "t18"."step"
  CROSS JOIN (
    SELECT
      "t0"."rfm_mean"
    FROM "given" AS "t0"
  ) AS "t7"
) AS "t19"
GROUP BY
  1,
  2,
  3,
  4
