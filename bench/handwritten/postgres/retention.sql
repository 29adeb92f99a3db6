WITH weeks AS (SELECT DISTINCT member, CAST(date_trunc('week', day) AS DATE) AS week FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change')),
debut AS (SELECT member, min(week) AS cohort FROM weeks GROUP BY 1)
SELECT cohort, (week - cohort) / 7 AS age, count(*) FROM weeks JOIN debut USING (member) GROUP BY 1, 2
