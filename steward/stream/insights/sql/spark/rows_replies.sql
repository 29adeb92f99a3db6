SELECT
  `t0`.`id`,
  `t0`.`step`,
  `t0`.`answered`,
  `t0`.`member` AS `speaker`
FROM `answer` AS `t0`
WHERE
  `t0`.`kind` IN ('post', 'comment', 'review') AND `t0`.`member` <> `t0`.`answered`
