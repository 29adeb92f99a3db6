SELECT i.member AS speaker, w.member AS answered, count(*) AS n
FROM activity a JOIN identity i USING (identity) JOIN identity w ON w.identity = a.parent_identity
WHERE NOT i.is_bot AND NOT w.is_bot AND NOT i.do_not_profile AND NOT w.do_not_profile AND i.member <> w.member
  AND kind IN ('post', 'comment', 'review') AND day >= DATE '{since}' AND day < DATE '{until}'
GROUP BY 1, 2 ORDER BY n DESC, speaker, answered LIMIT 500
