SELECT isodow(day) - 1 AS weekday, hour, count(*) AS n
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1, 2
