WITH "t9" AS (
  SELECT
    "t0"."levels_window",
    "t0"."levels_half_life",
    "t0"."levels_participant",
    "t0"."levels_contributor",
    "t0"."levels_core",
    "t0"."levels_observer_weight",
    "t0"."levels_participant_weight",
    "t0"."levels_contributor_weight",
    "t0"."levels_core_weight"
  FROM "given" AS "t0"
), "t34" AS (
  SELECT
    "t33"."step",
    SUM("t33"."weight" * "t33"."weight") AS "pull",
    COUNT(*) AS "members"
  FROM (
    SELECT
      "t29"."member",
      "t29"."step",
      CASE
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_core"
        THEN 'core'
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_contributor"
        THEN 'contributor'
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_participant"
        THEN 'participant'
        ELSE 'observer'
      END AS "level",
      CASE
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_core"
        THEN "t13"."levels_core_weight"
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_contributor"
        THEN "t13"."levels_contributor_weight"
        WHEN COALESCE("t32"."score", 0.0) >= "t13"."levels_participant"
        THEN "t13"."levels_participant_weight"
        ELSE "t13"."levels_observer_weight"
      END AS "weight",
      COALESCE("t32"."score", 0.0) AS "score"
    FROM (
      SELECT
        "t27"."member",
        "t27"."step"
      FROM (
        SELECT
          "t26"."member",
          "t26"."arrived",
          "t26"."departed",
          "t6"."step",
          "t6"."starts",
          "t6"."ends"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              COALESCE("t19"."member", "t17"."member") AS "member",
              CASE
                WHEN "t19"."arrived" IS NULL
                THEN "t17"."joined"
                WHEN "t17"."joined" IS NULL
                THEN "t19"."arrived"
                WHEN "t19"."arrived" <= "t17"."joined"
                THEN "t19"."arrived"
                ELSE "t17"."joined"
              END AS "arrived",
              CASE
                WHEN (
                  "t17"."staying" = 0
                )
                AND (
                  (
                    "t19"."last_day" IS NULL
                  ) OR (
                    "t19"."last_day" <= "t17"."left_day"
                  )
                )
                THEN "t17"."left_step"
                ELSE NULL
              END AS "departed"
            FROM (
              SELECT
                "t11"."member",
                MIN("t11"."any_step") AS "arrived",
                MAX("t11"."last_day") AS "last_day"
              FROM (
                SELECT
                  *
                FROM "known" AS "t2"
                WHERE
                  "t2"."member" IS NOT NULL
              ) AS "t11"
              GROUP BY
                1
            ) AS "t19"
            FULL OUTER JOIN (
              SELECT
                "t3"."member",
                MIN("t3"."joined_step") AS "joined",
                SUM(CAST(CAST("t3"."left_day" IS NULL AS INT) AS BIGINT)) AS "staying",
                MAX("t3"."left_step") AS "left_step",
                MAX("t3"."left_day") AS "left_day"
              FROM "stay" AS "t3"
              GROUP BY
                1
            ) AS "t17"
              ON "t19"."member" = "t17"."member"
          ) AS "t23"
          WHERE
            "t23"."arrived" IS NOT NULL
        ) AS "t26"
        INNER JOIN "cut" AS "t6"
          ON "t26"."arrived" <= "t6"."step"
      ) AS "t27"
      WHERE
        (
          "t27"."departed" IS NULL
        ) OR (
          "t27"."departed" > "t27"."step"
        )
    ) AS "t29"
    LEFT OUTER JOIN (
      SELECT
        "t30"."step",
        "t30"."member",
        CAST(ROUND(CAST(SUM("t30"."fresh") AS DECIMAL), 6) AS DOUBLE PRECISION) AS "score"
      FROM (
        SELECT
          "t25"."member",
          "t25"."at",
          "t25"."points",
          "t25"."step",
          "t25"."starts",
          "t25"."ends",
          "t25"."levels_window",
          "t25"."levels_half_life",
          "t25"."levels_participant",
          "t25"."levels_contributor",
          "t25"."levels_core",
          "t25"."levels_observer_weight",
          "t25"."levels_participant_weight",
          "t25"."levels_contributor_weight",
          "t25"."levels_core_weight",
          "t25"."points" * EXP(
            (
              -(
                CAST((
                  "t25"."ends" - 1
                ) - "t25"."at" AS DOUBLE PRECISION)
              ) / CAST("t25"."levels_half_life" AS DOUBLE PRECISION)
            ) * 0.6931471805599453
          ) AS "fresh"
        FROM (
          SELECT
            "t22"."member",
            "t22"."at",
            "t22"."points",
            "t7"."step",
            "t7"."starts",
            "t7"."ends",
            "t14"."levels_window",
            "t14"."levels_half_life",
            "t14"."levels_participant",
            "t14"."levels_contributor",
            "t14"."levels_core",
            "t14"."levels_observer_weight",
            "t14"."levels_participant_weight",
            "t14"."levels_contributor_weight",
            "t14"."levels_core_weight"
          FROM (
            SELECT
              "t20"."member",
              "t20"."at",
              SUM("t20"."points") AS "points"
            FROM (
              SELECT
                "t16"."member",
                "t16"."at",
                "t16"."n" * COALESCE("t8"."weight", 0.0) AS "points"
              FROM (
                SELECT
                  *
                FROM "trail" AS "t4"
                WHERE
                  "t4"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
              ) AS "t16"
              LEFT OUTER JOIN "weight" AS "t8"
                ON "t16"."kind" = "t8"."kind"
            ) AS "t20"
            GROUP BY
              1,
              2
          ) AS "t22"
          INNER JOIN "cut" AS "t7"
            ON "t22"."at" < "t7"."ends"
          CROSS JOIN "t9" AS "t14"
        ) AS "t25"
        WHERE
          (
            "t25"."at" + "t25"."levels_window"
          ) >= "t25"."ends"
      ) AS "t30"
      GROUP BY
        1,
        2
    ) AS "t32"
      ON "t29"."step" = "t32"."step" AND "t29"."member" = "t32"."member"
    CROSS JOIN "t9" AS "t13"
  ) AS "t33"
  GROUP BY
    1
)
SELECT
  "t36"."step",
  "t36"."pull" - COALESCE("t38"."was", 0.0) AS "change",
  "t36"."members"
FROM "t34" AS "t36"
LEFT OUTER JOIN (
  SELECT
    "t35"."step" + 1 AS "following",
    "t35"."pull" AS "was"
  FROM "t34" AS "t35"
) AS "t38"
  ON "t36"."step" = "t38"."following"
