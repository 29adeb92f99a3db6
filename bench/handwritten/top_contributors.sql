SELECT member, count(*) AS n, count(*) FILTER (kind = 'post') AS posts, count(*) FILTER (kind = 'comment') AS comments,
  count(DISTINCT day) AS days
FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND NOT do_not_profile AND kind IN ('post', 'comment', 'commit', 'review', 'change') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1 ORDER BY n DESC, member LIMIT 100
