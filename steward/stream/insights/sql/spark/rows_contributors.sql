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
