SELECT channel, count(*) AS n, count(*) FILTER (kind = 'post') AS posts, count(*) FILTER (kind = 'comment') AS comments,
  count(*) FILTER (kind = 'reaction') + sum(reactions) AS reactions, count(DISTINCT member) AS members
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1 ORDER BY n DESC
