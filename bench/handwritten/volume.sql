SELECT date_trunc('month', day) AS month, count(*) FILTER (kind = 'post') AS posts,
  count(*) FILTER (kind = 'comment') AS comments, count(*) FILTER (kind = 'reaction') + sum(reactions) AS reactions
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1
