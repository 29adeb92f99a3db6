WITH pairs AS (SELECT DISTINCT member, CAST(date_trunc('month', day) AS DATE) AS month FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') AND day < DATE '{until}'),
placed AS (
  SELECT month, lag(month) OVER w AS before, lead(month) OVER w AS after FROM pairs
  WINDOW w AS (PARTITION BY member ORDER BY month)
),
here AS (
  SELECT month, count(*) FILTER (before IS NULL) AS new, count(*) FILTER (before = month - INTERVAL 1 MONTH) AS stayed,
    count(*) FILTER (before < month - INTERVAL 1 MONTH) AS resurrected,
    count(*) FILTER (after IS NULL OR after > month + INTERVAL 1 MONTH) AS leaving
  FROM placed GROUP BY 1
)
SELECT month, new, stayed, resurrected, lag(leaving) OVER (ORDER BY month) AS dormant FROM here
