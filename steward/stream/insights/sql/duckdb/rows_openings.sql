SELECT
  "t0"."id",
  "t0"."step",
  "t0"."seconds",
  CASE
    WHEN "t0"."seconds" IS NULL
    THEN 'unanswered'
    WHEN "t0"."seconds" <= 86400
    THEN 'within_day'
    ELSE 'later'
  END AS "state"
FROM "opening" AS "t0"
