SELECT
  `t16`.`step`,
  COUNT(*) AS `threads`,
  COUNT(`t16`.`seconds`) AS `answered`,
  COALESCE(SUM(CAST(`t16`.`quick` AS INT)), 0) AS `quick`,
  COALESCE(SUM(CAST(`t16`.`within` AS INT)), 0) AS `within`,
  PERCENTILE(`t16`.`seconds`, 0.5) AS `median`
FROM (
  SELECT
    `t12`.`id`,
    `t12`.`step`,
    `t15`.`seconds`,
    COALESCE(`t15`.`seconds` <= (
      `t8`.`replies_minutes` * 60
    ), FALSE) AS `quick`,
    COALESCE(`t15`.`seconds` <= (
      `t8`.`replies_hours` * 3600
    ), FALSE) AS `within`
  FROM (
    SELECT
      *
    FROM `asking` AS `t0`
    WHERE
      NOT (
        `t0`.`member` IN (
          SELECT
            *
          FROM `team` AS `t2`
        )
      )
      OR (
        `t0`.`member` IS NULL
      )
  ) AS `t12`
  LEFT OUTER JOIN (
    SELECT
      `t13`.`id` AS `opening`,
      MIN(`t13`.`seconds`) AS `seconds`
    FROM (
      SELECT
        `t12`.`id`,
        `t12`.`step`,
        `t12`.`channel`,
        `t11`.`mate`,
        `t11`.`moment` - `t12`.`moment` AS `seconds`
      FROM (
        SELECT
          *
        FROM `asking` AS `t0`
        WHERE
          NOT (
            `t0`.`member` IN (
              SELECT
                *
              FROM `team` AS `t2`
            )
          )
          OR (
            `t0`.`member` IS NULL
          )
      ) AS `t12`
      INNER JOIN (
        SELECT
          `t5`.`thread`,
          `t5`.`moment`,
          `t5`.`member` AS `mate`
        FROM `replied` AS `t5`
        LEFT SEMI JOIN `team` AS `t4`
          ON `t5`.`member` = `t4`.`member`
      ) AS `t11`
        ON `t12`.`thread` = `t11`.`thread`
        AND `t11`.`moment` >= `t12`.`moment`
        AND `t11`.`moment` <= (
          `t12`.`moment` + 2419200
        )
    ) AS `t13`
    GROUP BY
      1
  ) AS `t15`
    ON `t12`.`id` = `t15`.`opening`
  CROSS JOIN (
    SELECT
      `t1`.`replies_minutes`,
      `t1`.`replies_hours`
    FROM `given` AS `t1`
  ) AS `t8`
) AS `t16`
GROUP BY
  1
