SELECT DISTINCT
  "t0"."member"
FROM "act" AS "t0"
WHERE
  "t0"."kind" IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')
  AND "t0"."member" IS NOT NULL
