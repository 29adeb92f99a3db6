SELECT
  `t0`.`step`,
  COALESCE(SUM(IF(`t0`.`kind` = 'post', `t0`.`n`, NULL)), 0) AS `posts`,
  COALESCE(SUM(IF(`t0`.`kind` = 'comment', `t0`.`n`, NULL)), 0) AS `comments`,
  COALESCE(SUM(IF(`t0`.`kind` = 'reaction', `t0`.`n`, NULL)), 0) + SUM(`t0`.`reactions`) AS `reactions`
FROM `act` AS `t0`
GROUP BY
  1
