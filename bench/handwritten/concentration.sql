WITH shares AS (SELECT date_trunc('month', day) AS month, member, count(*) AS n FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}' GROUP BY 1, 2),
placed AS (
  SELECT month, n, row_number() OVER (PARTITION BY month ORDER BY n, member) AS rank, count(*) OVER (PARTITION BY month) AS size
  FROM shares
)
SELECT month, 2.0 * sum(rank * n) / (count(*) * sum(n)) - (count(*) + 1.0) / count(*) AS gini,
  sum(n) FILTER ((size - rank) * 10 < size) / sum(n) AS top
FROM placed GROUP BY 1
