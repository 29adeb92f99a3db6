SELECT
  "t17"."member",
  "t17"."arrived",
  "t17"."departed",
  "t19"."channel"
FROM (
  SELECT
    *
  FROM (
    SELECT
      COALESCE("t9"."member", "t6"."member") AS "member",
      CASE
        WHEN "t9"."arrived" IS NULL
        THEN "t6"."joined"
        WHEN "t6"."joined" IS NULL
        THEN "t9"."arrived"
        WHEN "t9"."arrived" <= "t6"."joined"
        THEN "t9"."arrived"
        ELSE "t6"."joined"
      END AS "arrived",
      CASE
        WHEN (
          "t6"."staying" = 0
        )
        AND (
          (
            "t9"."last_day" IS NULL
          ) OR (
            "t9"."last_day" <= "t6"."left_day"
          )
        )
        THEN "t6"."left_step"
        ELSE NULL
      END AS "departed"
    FROM (
      SELECT
        "t3"."member",
        MIN("t3"."any_step") AS "arrived",
        MAX("t3"."last_day") AS "last_day"
      FROM (
        SELECT
          *
        FROM "known" AS "t0"
        WHERE
          "t0"."member" IS NOT NULL
      ) AS "t3"
      GROUP BY
        1
    ) AS "t9"
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
    ) AS "t6"
      ON "t9"."member" = "t6"."member"
  ) AS "t14"
  WHERE
    "t14"."member" IS NOT NULL
) AS "t17"
INNER JOIN (
  SELECT
    *
  FROM (
    SELECT
      COALESCE("t13"."member", "t12"."member") AS "member",
      COALESCE("t13"."channel", "t12"."channel") AS "channel"
    FROM (
      SELECT
        "t7"."member",
        MIN("t7"."packed") % 4294967296 AS "channel"
      FROM (
        SELECT
          "t2"."member",
          "t2"."channel",
          "t2"."at",
          (
            (
              "t2"."at" + 1000000000
            ) * 4294967296
          ) + "t2"."channel" AS "packed"
        FROM "trace" AS "t2"
        WHERE
          "t2"."member" IS NOT NULL
      ) AS "t7"
      GROUP BY
        1
    ) AS "t13"
    FULL OUTER JOIN (
      SELECT
        "t5"."member",
        MIN("t5"."packed") % 4294967296 AS "channel"
      FROM (
        SELECT
          "t1"."member",
          "t1"."channel",
          "t1"."joined_step",
          "t1"."left_step",
          "t1"."left_day",
          "t1"."joined_at",
          "t1"."left_at",
          (
            (
              "t1"."joined_step" + 1000000000
            ) * 4294967296
          ) + "t1"."channel" AS "packed"
        FROM "stay" AS "t1"
      ) AS "t5"
      GROUP BY
        1
    ) AS "t12"
      ON "t13"."member" = "t12"."member"
  ) AS "t15"
  WHERE
    "t15"."member" IS NOT NULL
) AS "t19"
  ON "t17"."member" = "t19"."member"
