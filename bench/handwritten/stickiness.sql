WITH days AS (SELECT DISTINCT day, member FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}'),
each AS (SELECT date_trunc('month', day) AS month, member, count(*) AS n FROM days GROUP BY 1, 2)
SELECT month, sum(n) AS member_days, count(*) AS members FROM each GROUP BY 1
