WITH pairs AS (SELECT DISTINCT member, CAST(date_trunc('month', day) AS DATE) AS month FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')),
placed AS (SELECT month, lag(month) OVER (PARTITION BY member ORDER BY month) AS before FROM pairs)
SELECT month, count(*) FILTER (WHERE before IS NULL) AS new, count(*) FILTER (WHERE before = month - INTERVAL '1 month') AS stayed,
  count(*) FILTER (WHERE before < month - INTERVAL '1 month') AS resurrected
FROM placed GROUP BY 1
