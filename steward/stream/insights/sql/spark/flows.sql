WITH `t17` AS (
  SELECT
    `t10`.`member`,
    `t4`.`step`,
    CASE
      WHEN `t16`.`last` IS NULL
      THEN 'lost'
      WHEN (
        `t16`.`last` + `t7`.`lifecycle_dormant_days`
      ) < `t4`.`ends`
      THEN 'dormant'
      WHEN `t16`.`recent` >= `t7`.`lifecycle_core_days`
      THEN 'core'
      WHEN (
        `t10`.`first` + `t7`.`lifecycle_window`
      ) >= `t4`.`ends`
      THEN 'new'
      WHEN `t16`.`returned` > `t10`.`first`
      THEN 'regained'
      ELSE 'active'
    END AS `stage`
  FROM (
    SELECT
      `t6`.`member`,
      MIN(`t6`.`active_at`) AS `first`
    FROM (
      SELECT
        *
      FROM `known` AS `t1`
      WHERE
        `t1`.`active_at` IS NOT NULL
    ) AS `t6`
    GROUP BY
      1
  ) AS `t10`
  INNER JOIN `cut` AS `t4`
    ON `t10`.`first` < `t4`.`ends`
  CROSS JOIN (
    SELECT
      `t2`.`lifecycle_window`,
      `t2`.`lifecycle_core_days`,
      `t2`.`lifecycle_dormant_days`,
      `t2`.`lifecycle_lost_days`
    FROM `given` AS `t2`
  ) AS `t7`
  LEFT OUTER JOIN (
    SELECT
      `t14`.`step`,
      `t14`.`member`,
      MAX(`t14`.`at`) AS `last`,
      COALESCE(SUM(CAST((
        `t14`.`at` + `t14`.`lifecycle_window`
      ) >= `t14`.`ends` AS INT)), 0) AS `recent`,
      MAX(
        IF(
          (
            (
              `t14`.`at` + `t14`.`lifecycle_window`
            ) >= `t14`.`ends`
          )
          AND (
            (
              `t14`.`before` IS NULL
            )
            OR (
              `t14`.`at` > (
                `t14`.`before` + `t14`.`lifecycle_lost_days`
              )
            )
          ),
          `t14`.`at`,
          NULL
        )
      ) AS `returned`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t12`.`member`,
          `t12`.`at`,
          `t12`.`before`,
          `t12`.`after`,
          `t4`.`step`,
          `t4`.`starts`,
          `t4`.`ends`,
          `t7`.`lifecycle_window`,
          `t7`.`lifecycle_core_days`,
          `t7`.`lifecycle_dormant_days`,
          `t7`.`lifecycle_lost_days`
        FROM (
          SELECT
            `t8`.`member`,
            `t8`.`at`,
            LAG(`t8`.`at`) OVER (PARTITION BY `t8`.`member` ORDER BY `t8`.`at` ASC NULLS LAST) AS `before`,
            LEAD(`t8`.`at`) OVER (PARTITION BY `t8`.`member` ORDER BY `t8`.`at` ASC NULLS LAST) AS `after`
          FROM (
            SELECT DISTINCT
              `t3`.`member`,
              `t3`.`at`
            FROM `trail` AS `t3`
            WHERE
              `t3`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
          ) AS `t8`
        ) AS `t12`
        INNER JOIN `cut` AS `t4`
          ON `t12`.`at` < `t4`.`ends`
        CROSS JOIN (
          SELECT
            `t2`.`lifecycle_window`,
            `t2`.`lifecycle_core_days`,
            `t2`.`lifecycle_dormant_days`,
            `t2`.`lifecycle_lost_days`
          FROM `given` AS `t2`
        ) AS `t7`
      ) AS `t13`
      WHERE
        (
          `t13`.`at` + `t13`.`lifecycle_lost_days`
        ) >= `t13`.`ends`
    ) AS `t14`
    GROUP BY
      1,
      2
  ) AS `t16`
    ON `t4`.`step` = `t16`.`step` AND `t10`.`member` = `t16`.`member`
)
SELECT
  *
FROM (
  SELECT
    `t23`.`before`,
    `t23`.`now`,
    COUNT(*) AS `members`
  FROM (
    SELECT
      `t21`.`member`,
      `t21`.`step`,
      COALESCE(`t22`.`was`, 'none') AS `before`,
      `t21`.`stage` AS `now`
    FROM (
      SELECT
        *
      FROM `t17` AS `t18`
      WHERE
        `t18`.`step` = 0
    ) AS `t21`
    LEFT OUTER JOIN (
      SELECT
        `t18`.`member`,
        `t18`.`stage` AS `was`
      FROM `t17` AS `t18`
      WHERE
        `t18`.`step` = -1
    ) AS `t22`
      ON `t21`.`member` = `t22`.`member`
  ) AS `t23`
  GROUP BY
    1,
    2
) AS `t24`
ORDER BY
  `t24`.`before` ASC NULLS LAST,
  `t24`.`now` ASC NULLS LAST
