WITH seen AS (SELECT member, min(day) AS first, max(day) AS last FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND day < DATE '{until}' GROUP BY 1),
stays AS (
  SELECT member, min(CAST(timezone('{zone}', timezone('UTC', joined_at)) AS DATE)) AS joined,
    max(CAST(timezone('{zone}', timezone('UTC', left_at)) AS DATE)) AS gone, count(*) = count(left_at) AS away
  FROM membership JOIN identity USING (identity) WHERE NOT is_bot GROUP BY 1
),
lives AS (
  SELECT least(first, joined) AS arrived, CASE WHEN away AND (last IS NULL OR last <= gone) THEN gone END AS departed
  FROM seen FULL JOIN stays USING (member)
),
moves AS (
  SELECT date_trunc('month', arrived) AS month, 1 AS came, 0 AS went FROM lives
  UNION ALL SELECT date_trunc('month', departed), 0, 1 FROM lives WHERE departed IS NOT NULL
)
SELECT month, sum(came) AS joined, sum(went) AS departed, sum(sum(came - went)) OVER (ORDER BY month) AS members
FROM moves GROUP BY 1
