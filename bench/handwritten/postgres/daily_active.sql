SELECT day, count(DISTINCT member) FROM activity a JOIN identity i USING (identity) WHERE NOT is_bot AND kind IN ('post', 'comment', 'reaction', 'commit', 'review', 'change') GROUP BY 1
