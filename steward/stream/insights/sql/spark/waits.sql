SELECT
  *
FROM (
  SELECT
    `t1`.`step`,
    `t1`.`seconds`,
    COUNT(*) AS `n`
  FROM (
    SELECT
      *
    FROM `opening` AS `t0`
    WHERE
      `t0`.`seconds` IS NOT NULL
  ) AS `t1`
  GROUP BY
    1,
    2
) AS `t2`
ORDER BY
  `t2`.`step` ASC NULLS LAST,
  `t2`.`seconds` ASC NULLS LAST
