WITH `t2` AS (
  SELECT
    *
  FROM `hidden` AS `t1`
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t3`.`speaker`,
      `t3`.`answered`,
      COUNT(*) AS `n`
    FROM (
      SELECT
        `t0`.`id`,
        `t0`.`step`,
        `t0`.`answered`,
        `t0`.`member` AS `speaker`
      FROM `answer` AS `t0`
      WHERE
        `t0`.`kind` IN ('post', 'comment', 'review') AND `t0`.`member` <> `t0`.`answered`
    ) AS `t3`
    GROUP BY
      1,
      2
  ) AS `t5`
  WHERE
    NOT (
      `t5`.`speaker` IN (
        SELECT
          *
        FROM `t2`
      )
    )
    AND NOT (
      `t5`.`answered` IN (
        SELECT
          *
        FROM `t2`
      )
    )
) AS `t6`
ORDER BY
  `t6`.`n` DESC,
  `t6`.`speaker` ASC NULLS LAST,
  `t6`.`answered` ASC NULLS LAST
LIMIT 500
