WITH asked AS (SELECT a.id, a.day, thread, epoch_us(occurred_at) // 1000000 AS at, member FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind = 'post' AND thread IS NOT NULL AND day >= DATE '{since}' AND day < DATE '{until}'),
replied AS (SELECT thread, epoch_us(occurred_at) // 1000000 AS at, member FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'review') AND thread IS NOT NULL),
waits AS (
  SELECT asked.id, any_value(day) AS day, min(replied.at - asked.at) AS seconds
  FROM asked LEFT JOIN replied ON replied.thread = asked.thread AND replied.member <> asked.member
    AND replied.at BETWEEN asked.at AND asked.at + 28 * 86400
  GROUP BY 1
)
SELECT date_trunc('month', day) AS month, count(*) AS threads, count(seconds) AS answered,
  count(*) FILTER (seconds <= 86400) AS within_day, median(seconds) AS median, quantile_cont(seconds, 0.9) AS p90
FROM waits GROUP BY 1
