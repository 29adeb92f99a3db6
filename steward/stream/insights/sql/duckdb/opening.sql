SELECT
  "t2"."id",
  "t2"."day",
  "t2"."source",
  "t2"."channel",
  "t2"."member",
  "t6"."answered" - "t2"."moment" AS "seconds"
FROM "asked" AS "t2"
LEFT OUTER JOIN (
  SELECT
    "t4"."id" AS "opening",
    MIN("t4"."moment_right") AS "answered"
  FROM (
    SELECT
      "t2"."id",
      "t2"."moment",
      "t2"."day",
      "t2"."source",
      "t2"."channel",
      "t2"."member",
      "t2"."thread",
      "t3"."moment" AS "moment_right",
      "t3"."member" AS "member_right",
      "t3"."thread" AS "thread_right"
    FROM "asked" AS "t2"
    INNER JOIN "replied" AS "t3"
      ON "t2"."thread" = "t3"."thread"
      AND "t3"."moment" >= "t2"."moment"
      AND "t3"."moment" <= (
        "t2"."moment" + 2419200
      )
      AND NOT (
        "t2"."member" IS NOT DISTINCT FROM "t3"."member"
      )
  ) AS "t4"
  GROUP BY
    1
) AS "t6"
  ON "t2"."id" = "t6"."opening"
