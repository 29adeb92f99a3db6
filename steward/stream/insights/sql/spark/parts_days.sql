WITH `t2` AS (
  SELECT
    *
  FROM `act` AS `t0`
  WHERE
    `t0`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
    AND `t0`.`member` IS NOT NULL
)
SELECT
  `t12`.`step`,
  `t12`.`member`,
  `t12`.`channel`,
  `t13`.`kind`,
  `t5`.`days`
FROM (
  SELECT
    `t8`.`step`,
    `t8`.`member`,
    `t8`.`channel`
  FROM (
    SELECT
      `t6`.`step`,
      `t6`.`member`,
      `t6`.`channel`,
      `t6`.`n`,
      ROW_NUMBER() OVER (
        PARTITION BY `t6`.`step`, `t6`.`member`
        ORDER BY `t6`.`n` DESC, `t6`.`channel` ASC NULLS LAST
      ) - 1 AS `rank`
    FROM (
      SELECT
        `t3`.`step`,
        `t3`.`member`,
        `t3`.`channel`,
        SUM(`t3`.`n`) AS `n`
      FROM `t2` AS `t3`
      GROUP BY
        1,
        2,
        3
    ) AS `t6`
  ) AS `t8`
  WHERE
    `t8`.`rank` = 0
) AS `t12`
INNER JOIN (
  SELECT
    `t9`.`step`,
    `t9`.`member`,
    `t9`.`kind`
  FROM (
    SELECT
      `t7`.`step`,
      `t7`.`member`,
      `t7`.`kind`,
      `t7`.`n`,
      ROW_NUMBER() OVER (
        PARTITION BY `t7`.`step`, `t7`.`member`
        ORDER BY `t7`.`n` DESC, `t7`.`kind` ASC NULLS LAST
      ) - 1 AS `rank`
    FROM (
      SELECT
        `t3`.`step`,
        `t3`.`member`,
        `t3`.`kind`,
        SUM(`t3`.`n`) AS `n`
      FROM `t2` AS `t3`
      GROUP BY
        1,
        2,
        3
    ) AS `t7`
  ) AS `t9`
  WHERE
    `t9`.`rank` = 0
) AS `t13`
  ON `t12`.`step` = `t13`.`step` AND `t12`.`member` = `t13`.`member`
INNER JOIN (
  SELECT
    `t1`.`step`,
    `t1`.`member`,
    COUNT(*) AS `days`
  FROM (
    SELECT DISTINCT
      `t0`.`step`,
      `t0`.`member`,
      `t0`.`day`
    FROM `act` AS `t0`
    WHERE
      `t0`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
      AND `t0`.`member` IS NOT NULL
  ) AS `t1`
  GROUP BY
    1,
    2
) AS `t5`
  ON `t12`.`step` = `t5`.`step` AND `t12`.`member` = `t5`.`member`
