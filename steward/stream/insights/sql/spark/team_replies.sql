SELECT
  `t20`.`channel`,
  `t20`.`threads`,
  `t20`.`median`,
  `t20`.`quick`,
  `t20`.`within`,
  `t20`.`mate` AS `member`
FROM (
  SELECT
    `t19`.`mate`,
    `t19`.`channel`,
    COUNT(*) AS `threads`,
    PERCENTILE(`t19`.`seconds`, 0.5) AS `median`,
    COALESCE(SUM(CAST(`t19`.`seconds` <= (
      `t19`.`replies_minutes` * 60
    ) AS INT)), 0) AS `quick`,
    COALESCE(SUM(CAST(`t19`.`seconds` <= (
      `t19`.`replies_hours` * 3600
    ) AS INT)), 0) AS `within`
  FROM (
    SELECT
      `t18`.`id`,
      `t18`.`step`,
      `t18`.`channel`,
      `t18`.`mate`,
      `t18`.`seconds`,
      `t10`.`replies_minutes`,
      `t10`.`replies_hours`
    FROM (
      SELECT
        `t16`.`id`,
        `t16`.`step`,
        `t16`.`channel`,
        `t16`.`mate`,
        MIN(`t16`.`seconds`) AS `seconds`
      FROM (
        SELECT
          `t15`.`id`,
          `t15`.`step`,
          `t15`.`channel`,
          `t13`.`mate`,
          `t13`.`moment` - `t15`.`moment` AS `seconds`
        FROM (
          SELECT
            *
          FROM `asking` AS `t1`
          WHERE
            NOT (
              `t1`.`member` IN (
                SELECT
                  *
                FROM `team` AS `t4`
              )
            )
            OR (
              `t1`.`member` IS NULL
            )
        ) AS `t15`
        INNER JOIN (
          SELECT
            `t5`.`thread`,
            `t5`.`moment`,
            `t5`.`member` AS `mate`
          FROM `replied` AS `t5`
          LEFT SEMI JOIN `team` AS `t6`
            ON `t5`.`member` = `t6`.`member`
        ) AS `t13`
          ON `t15`.`thread` = `t13`.`thread`
          AND `t13`.`moment` >= `t15`.`moment`
          AND `t13`.`moment` <= (
            `t15`.`moment` + 2419200
          )
        LEFT ANTI JOIN (
          SELECT
            `t2`.`member` AS `mate`
          FROM `hidden` AS `t2`
        ) AS `t11`
          ON `t13`.`mate` = `t11`.`mate`
      ) AS `t16`
      GROUP BY
        1,
        2,
        3,
        4
    ) AS `t18`
    CROSS JOIN (
      SELECT
        `t0`.`replies_minutes`,
        `t0`.`replies_hours`
      FROM `given` AS `t0`
    ) AS `t10`
  ) AS `t19`
  GROUP BY
    1,
    2
) AS `t20`
ORDER BY
  `t20`.`threads` DESC,
  `t20`.`mate` ASC NULLS LAST,
  `t20`.`channel` ASC NULLS LAST
