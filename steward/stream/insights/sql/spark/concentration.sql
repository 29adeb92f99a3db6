SELECT
  `t3`.`step`,
  (
    (
      CAST(SUM(`t3`.`rank` * `t3`.`n`) AS DOUBLE) * 2
    ) / (
      CAST(COUNT(*) AS DOUBLE) * CAST(SUM(`t3`.`n`) AS DOUBLE)
    )
  ) - (
    (
      CAST(COUNT(*) AS DOUBLE) + 1
    ) / CAST(COUNT(*) AS DOUBLE)
  ) AS `gini`,
  SUM(IF((
    (
      `t3`.`size` - `t3`.`rank`
    ) * 10
  ) < `t3`.`size`, `t3`.`n`, NULL)) AS `top`,
  SUM(`t3`.`n`) AS `contributions`,
  COUNT(*) AS `contributors`
FROM (
  SELECT
    `t2`.`step`,
    `t2`.`member`,
    `t2`.`n`,
    (
      ROW_NUMBER() OVER (
        PARTITION BY `t2`.`step`
        ORDER BY `t2`.`n` ASC NULLS LAST, `t2`.`member` ASC NULLS LAST
      ) - 1
    ) + 1 AS `rank`,
    COUNT(*) OVER (PARTITION BY `t2`.`step` ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `size`
  FROM (
    SELECT
      `t1`.`step`,
      `t1`.`member`,
      SUM(`t1`.`n`) AS `n`
    FROM (
      SELECT
        *
      FROM `act` AS `t0`
      WHERE
        `t0`.`kind` IN ('post', 'comment', 'commit', 'review', 'change')
        AND `t0`.`member` IS NOT NULL
    ) AS `t1`
    GROUP BY
      1,
      2
  ) AS `t2`
) AS `t3`
GROUP BY
  1
