WITH asked AS (SELECT id, day, thread, occurred_at AS at, member FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind = 'post' AND thread IS NOT NULL),
replied AS (SELECT thread, occurred_at AS at, member FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'review') AND thread IS NOT NULL),
waits AS (
  SELECT asked.id, asked.day, min(replied.at) - asked.at AS wait
  FROM asked LEFT JOIN replied ON replied.thread = asked.thread AND replied.member <> asked.member
    AND replied.at BETWEEN asked.at AND asked.at + INTERVAL '28 days'
  GROUP BY asked.id, asked.day, asked.at
)
SELECT date_trunc('month', day), count(*), count(wait), percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) FROM waits GROUP BY 1
