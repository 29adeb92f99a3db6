SELECT date_trunc('week', day) AS week, count(DISTINCT member) AS members
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1
