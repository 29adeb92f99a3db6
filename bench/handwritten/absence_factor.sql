WITH shares AS (SELECT date_trunc('month', day) AS month, member, count(*) AS n FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}' GROUP BY 1, 2),
placed AS (
  SELECT month, n, sum(n) OVER (PARTITION BY month ORDER BY n DESC, member ROWS UNBOUNDED PRECEDING) AS upto,
    sum(n) OVER (PARTITION BY month) AS total
  FROM shares
)
SELECT month, count(*) FILTER ((upto - n) * 2 < total) AS smallest FROM placed GROUP BY 1
