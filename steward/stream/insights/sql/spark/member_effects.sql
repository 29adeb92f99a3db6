SELECT
  `t11`.`member`,
  `t11`.`first`,
  COALESCE(`t8`.`n`, 0) AS `n`,
  COALESCE(`t8`.`posts`, 0) AS `posts`,
  COALESCE(`t8`.`comments`, 0) AS `comments`,
  COALESCE(`t8`.`reactions`, 0) AS `reactions`,
  COALESCE(`t8`.`active`, 0) AS `active`,
  COALESCE(`t8`.`spoken`, 0) AS `spoken`
FROM (
  SELECT
    `t9`.`member`,
    MIN(`t9`.`active_step`) AS `first`
  FROM (
    SELECT
      `t6`.`member`,
      `t6`.`active_step`,
      `t6`.`active_week`,
      `t6`.`any_step`,
      `t6`.`last_day`,
      `t6`.`active_at`,
      `t6`.`any_at`
    FROM (
      SELECT
        *
      FROM `known` AS `t1`
      WHERE
        `t1`.`member` IS NOT NULL
    ) AS `t6`
    LEFT ANTI JOIN `hidden` AS `t3`
      ON `t6`.`member` = `t3`.`member`
  ) AS `t9`
  GROUP BY
    1
) AS `t11`
LEFT OUTER JOIN (
  SELECT
    `t4`.`member`,
    SUM(`t4`.`n`) AS `n`,
    SUM(IF(`t4`.`kind` = 'post', `t4`.`n`, NULL)) AS `posts`,
    SUM(IF(`t4`.`kind` = 'comment', `t4`.`n`, NULL)) AS `comments`,
    SUM(IF(`t4`.`kind` = 'reaction', `t4`.`n`, NULL)) AS `reactions`,
    COUNT(DISTINCT `t4`.`step`) AS `active`,
    COUNT(DISTINCT IF(`t4`.`kind` IN ('post', 'comment', 'review'), `t4`.`step`, NULL)) AS `spoken`
  FROM (
    SELECT
      *
    FROM `act` AS `t0`
    WHERE
      `t0`.`member` IS NOT NULL
      AND `t0`.`kind` IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
  ) AS `t4`
  GROUP BY
    1
) AS `t8`
  ON `t11`.`member` = `t8`.`member`
