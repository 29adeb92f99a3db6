SELECT
  `t14`.`id`,
  `t14`.`step`,
  `t14`.`channel`,
  `t14`.`mate` AS `member`
FROM (
  SELECT
    `t13`.`id`,
    `t13`.`step`,
    `t13`.`channel`,
    `t13`.`mate`,
    MIN(`t13`.`seconds`) AS `seconds`
  FROM (
    SELECT
      `t12`.`id`,
      `t12`.`step`,
      `t12`.`channel`,
      `t10`.`mate`,
      `t10`.`moment` - `t12`.`moment` AS `seconds`
    FROM (
      SELECT
        *
      FROM `asking` AS `t0`
      WHERE
        NOT (
          `t0`.`member` IN (
            SELECT
              *
            FROM `team` AS `t3`
          )
        )
        OR (
          `t0`.`member` IS NULL
        )
    ) AS `t12`
    INNER JOIN (
      SELECT
        `t4`.`thread`,
        `t4`.`moment`,
        `t4`.`member` AS `mate`
      FROM `replied` AS `t4`
      LEFT SEMI JOIN `team` AS `t5`
        ON `t4`.`member` = `t5`.`member`
    ) AS `t10`
      ON `t12`.`thread` = `t10`.`thread`
      AND `t10`.`moment` >= `t12`.`moment`
      AND `t10`.`moment` <= (
        `t12`.`moment` + 2419200
      )
    LEFT ANTI JOIN (
      SELECT
        `t1`.`member` AS `mate`
      FROM `hidden` AS `t1`
    ) AS `t8`
      ON `t10`.`mate` = `t8`.`mate`
  ) AS `t13`
  GROUP BY
    1,
    2,
    3,
    4
) AS `t14`
