SELECT
  "t0"."member"
FROM "known" AS "t0"
WHERE
  "t0"."active_step" = 0
