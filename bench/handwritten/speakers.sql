SELECT date_trunc('month', day) AS month, count(DISTINCT member) AS members
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'review') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1
