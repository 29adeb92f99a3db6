WITH `t1` AS (
  SELECT
    *
  FROM `act` AS `t0`
  WHERE
    `t0`.`kind` IN ('post', 'comment', 'review') AND `t0`.`member` IS NOT NULL
)
SELECT
  `t9`.`step`,
  `t9`.`member`,
  `t9`.`channel`,
  `t10`.`kind`
FROM (
  SELECT
    `t5`.`step`,
    `t5`.`member`,
    `t5`.`channel`
  FROM (
    SELECT
      `t3`.`step`,
      `t3`.`member`,
      `t3`.`channel`,
      `t3`.`n`,
      ROW_NUMBER() OVER (
        PARTITION BY `t3`.`step`, `t3`.`member`
        ORDER BY `t3`.`n` DESC, `t3`.`channel` ASC NULLS LAST
      ) - 1 AS `rank`
    FROM (
      SELECT
        `t2`.`step`,
        `t2`.`member`,
        `t2`.`channel`,
        SUM(`t2`.`n`) AS `n`
      FROM `t1` AS `t2`
      GROUP BY
        1,
        2,
        3
    ) AS `t3`
  ) AS `t5`
  WHERE
    `t5`.`rank` = 0
) AS `t9`
INNER JOIN (
  SELECT
    `t6`.`step`,
    `t6`.`member`,
    `t6`.`kind`
  FROM (
    SELECT
      `t4`.`step`,
      `t4`.`member`,
      `t4`.`kind`,
      `t4`.`n`,
      ROW_NUMBER() OVER (
        PARTITION BY `t4`.`step`, `t4`.`member`
        ORDER BY `t4`.`n` DESC, `t4`.`kind` ASC NULLS LAST
      ) - 1 AS `rank`
    FROM (
      SELECT
        `t2`.`step`,
        `t2`.`member`,
        `t2`.`kind`,
        SUM(`t2`.`n`) AS `n`
      FROM `t1` AS `t2`
      GROUP BY
        1,
        2,
        3
    ) AS `t4`
  ) AS `t6`
  WHERE
    `t6`.`rank` = 0
) AS `t10`
  ON `t9`.`step` = `t10`.`step` AND `t9`.`member` = `t10`.`member`
