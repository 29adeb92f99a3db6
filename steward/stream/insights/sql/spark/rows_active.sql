SELECT
  `t1`.`step`,
  `t1`.`member`,
  BOOL_OR(`t1`.`spoke`) AS `spoke`,
  SUM(`t1`.`n`) AS `n`
FROM (
  SELECT
    `t0`.`step`,
    `t0`.`week`,
    `t0`.`day`,
    `t0`.`source`,
    `t0`.`channel`,
    `t0`.`kind`,
    `t0`.`member`,
    `t0`.`n`,
    `t0`.`reactions`,
    `t0`.`kind` IN ('post', 'comment', 'review') AS `spoke`
  FROM `act` AS `t0`
  WHERE
    `t0`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
    AND `t0`.`member` IS NOT NULL
) AS `t1`
GROUP BY
  1,
  2
