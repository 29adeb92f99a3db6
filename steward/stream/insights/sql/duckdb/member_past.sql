SELECT
  "t0"."member",
  "t0"."source",
  "t0"."channel",
  MIN("t0"."first_active") AS "first_active",
  MIN("t0"."first_day") AS "first_day",
  MAX("t0"."last_day") AS "last_day"
FROM "member_month" AS "t0"
GROUP BY
  1,
  2,
  3
