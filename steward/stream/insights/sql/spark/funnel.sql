WITH `t8` AS (
  SELECT
    `t0`.`activation_days`,
    `t0`.`activation_activities`,
    `t0`.`activation_channels`,
    `t0`.`activation_replies`,
    `t0`.`activation_post`,
    `t0`.`activation_comment`,
    `t0`.`activation_reaction`,
    `t0`.`activation_commit`,
    `t0`.`activation_review`,
    `t0`.`activation_change`
  FROM `given` AS `t0`
), `t27` AS (
  SELECT
    *
  FROM (
    SELECT
      COALESCE(`t23`.`member`, `t20`.`member`) AS `member`,
      CASE
        WHEN `t23`.`step` IS NULL
        THEN `t20`.`joined_step`
        WHEN `t20`.`joined_step` IS NULL
        THEN `t23`.`step`
        WHEN `t23`.`step` <= `t20`.`joined_step`
        THEN `t23`.`step`
        ELSE `t20`.`joined_step`
      END AS `step`,
      CASE
        WHEN `t23`.`at` IS NULL
        THEN `t20`.`joined_at`
        WHEN `t20`.`joined_at` IS NULL
        THEN `t23`.`at`
        WHEN `t23`.`at` <= `t20`.`joined_at`
        THEN `t23`.`at`
        ELSE `t20`.`joined_at`
      END AS `first`
    FROM (
      SELECT
        `t14`.`member`,
        MIN(`t14`.`any_step`) AS `step`,
        MIN(`t14`.`any_at`) AS `at`
      FROM (
        SELECT
          *
        FROM `known` AS `t3`
        WHERE
          `t3`.`member` IS NOT NULL
      ) AS `t14`
      GROUP BY
        1
    ) AS `t23`
    FULL OUTER JOIN (
      SELECT
        `t4`.`member`,
        MIN(`t4`.`joined_step`) AS `joined_step`,
        MIN(`t4`.`joined_at`) AS `joined_at`
      FROM `stay` AS `t4`
      GROUP BY
        1
    ) AS `t20`
      ON `t23`.`member` = `t20`.`member`
  ) AS `t25`
  WHERE
    `t25`.`step` IN (
      SELECT
        `t1`.`step`
      FROM `cut` AS `t1`
    )
)
SELECT
  `t40`.`step`,
  COUNT(*) AS `joined`,
  SUM(CAST(`t40`.`began` AS INT)) AS `began`,
  SUM(CAST(`t40`.`activated` AS INT)) AS `activated`,
  SUM(CAST(`t40`.`back` AS INT)) AS `back`
FROM (
  SELECT
    `t32`.`member`,
    `t32`.`step`,
    COALESCE(`t39`.`began` = 1, FALSE) AS `began`,
    COALESCE(`t39`.`began` = 1, FALSE)
    AND COALESCE(`t39`.`activities` >= `t18`.`activation_activities`, FALSE)
    AND COALESCE(`t39`.`channels` >= `t18`.`activation_channels`, FALSE)
    AND (
      COALESCE(`t37`.`replies`, 0) >= `t18`.`activation_replies`
    ) AS `activated`,
    COALESCE(`t39`.`began` = 1, FALSE)
    AND COALESCE(`t39`.`activities` >= `t18`.`activation_activities`, FALSE)
    AND COALESCE(`t39`.`channels` >= `t18`.`activation_channels`, FALSE)
    AND (
      COALESCE(`t37`.`replies`, 0) >= `t18`.`activation_replies`
    )
    AND COALESCE(`t39`.`back` = 1, FALSE) AS `back`
  FROM (
    SELECT
      `t29`.`member`,
      `t29`.`step`
    FROM `t27` AS `t29`
  ) AS `t32`
  LEFT OUTER JOIN (
    SELECT
      `t36`.`member`,
      `t36`.`began`,
      `t36`.`activities`,
      `t36`.`channels`,
      `t36`.`back`
    FROM (
      SELECT
        `t34`.`member`,
        `t34`.`step`,
        MAX(
          IF(
            (
              (
                `t34`.`at` - `t34`.`first`
              ) >= 0
            )
            AND (
              (
                `t34`.`at` - `t34`.`first`
              ) < `t34`.`activation_days`
            ),
            1,
            0
          )
        ) AS `began`,
        COALESCE(
          SUM(
            IF(
              (
                (
                  `t34`.`at` - `t34`.`first`
                ) >= 0
              )
              AND (
                (
                  `t34`.`at` - `t34`.`first`
                ) < `t34`.`activation_days`
              ),
              `t34`.`counted`,
              NULL
            )
          ),
          0
        ) AS `activities`,
        COUNT(
          DISTINCT IF(
            (
              (
                `t34`.`at` - `t34`.`first`
              ) >= 0
            )
            AND (
              (
                `t34`.`at` - `t34`.`first`
              ) < `t34`.`activation_days`
            )
            AND (
              `t34`.`counted` > 0
            ),
            `t34`.`channel`,
            NULL
          )
        ) AS `channels`,
        MAX(
          IF(
            (
              (
                `t34`.`at` - `t34`.`first`
              ) >= `t34`.`funnel_after`
            )
            AND (
              (
                `t34`.`at` - `t34`.`first`
              ) < (
                `t34`.`funnel_after` + `t34`.`funnel_within`
              )
            ),
            1,
            0
          )
        ) AS `back`
      FROM (
        SELECT
          `t30`.`member`,
          `t30`.`step`,
          `t30`.`first`,
          `t28`.`at`,
          `t28`.`channel`,
          `t28`.`counted`,
          `t13`.`activation_days`,
          `t13`.`activation_activities`,
          `t13`.`activation_channels`,
          `t13`.`activation_replies`,
          `t13`.`activation_post`,
          `t13`.`activation_comment`,
          `t13`.`activation_reaction`,
          `t13`.`activation_commit`,
          `t13`.`activation_review`,
          `t13`.`activation_change`,
          `t13`.`funnel_after`,
          `t13`.`funnel_within`
        FROM `t27` AS `t30`
        INNER JOIN (
          SELECT
            `t24`.`member`,
            `t24`.`at`,
            `t24`.`channel`,
            COALESCE(SUM(IF(`t24`.`chosen` IS NOT NULL, `t24`.`n`, NULL)), 0) AS `counted`
          FROM (
            SELECT
              `t21`.`at`,
              `t21`.`member`,
              `t21`.`channel`,
              `t21`.`kind`,
              `t21`.`n`,
              `t17`.`kind` AS `kind_right`,
              `t17`.`chosen`
            FROM (
              SELECT
                *
              FROM `trail` AS `t5`
              WHERE
                `t5`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
            ) AS `t21`
            LEFT OUTER JOIN (
              SELECT
                `t6`.`kind`,
                `t6`.`kind` AS `chosen`
              FROM `counted` AS `t6`
            ) AS `t17`
              ON `t21`.`kind` = `t17`.`kind`
          ) AS `t24`
          GROUP BY
            1,
            2,
            3
        ) AS `t28`
          ON `t30`.`member` = `t28`.`member`
        CROSS JOIN (
          SELECT
            `t0`.`activation_days`,
            `t0`.`activation_activities`,
            `t0`.`activation_channels`,
            `t0`.`activation_replies`,
            `t0`.`activation_post`,
            `t0`.`activation_comment`,
            `t0`.`activation_reaction`,
            `t0`.`activation_commit`,
            `t0`.`activation_review`,
            `t0`.`activation_change`,
            `t0`.`funnel_after`,
            `t0`.`funnel_within`
          FROM `given` AS `t0`
        ) AS `t13`
      ) AS `t34`
      GROUP BY
        1,
        2
    ) AS `t36`
  ) AS `t39`
    ON `t32`.`member` = `t39`.`member`
  LEFT OUTER JOIN (
    SELECT
      `t33`.`member`,
      COALESCE(
        SUM(
          IF(
            (
              `t33`.`at` >= `t33`.`first`
            )
            AND (
              `t33`.`at` < (
                `t33`.`first` + `t33`.`activation_days`
              )
            ),
            `t33`.`n`,
            NULL
          )
        ),
        0
      ) AS `replies`
    FROM (
      SELECT
        `t30`.`member`,
        `t30`.`step`,
        `t30`.`first`,
        `t7`.`at`,
        `t7`.`n`,
        `t19`.`activation_days`,
        `t19`.`activation_activities`,
        `t19`.`activation_channels`,
        `t19`.`activation_replies`,
        `t19`.`activation_post`,
        `t19`.`activation_comment`,
        `t19`.`activation_reaction`,
        `t19`.`activation_commit`,
        `t19`.`activation_review`,
        `t19`.`activation_change`
      FROM `t27` AS `t30`
      INNER JOIN `received` AS `t7`
        ON `t30`.`member` = `t7`.`member`
      CROSS JOIN `t8` AS `t19`
    ) AS `t33`
    GROUP BY
      1
  ) AS `t37`
    ON `t32`.`member` = `t37`.`member`
  CROSS JOIN `t8` AS `t18`
) AS `t40`
GROUP BY
  1
