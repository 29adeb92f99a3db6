SELECT
  `t1`.`step`,
  COUNT(DISTINCT `t1`.`member`) AS `members`
FROM (
  SELECT
    *
  FROM `act` AS `t0`
  WHERE
    `t0`.`kind` IN ('post', 'comment', 'review') AND `t0`.`member` IS NOT NULL
) AS `t1`
GROUP BY
  1
