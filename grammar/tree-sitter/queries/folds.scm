[
  (body)
  (kind_body)
  (policy)
  (test)
  (list)
  (map)
  (match)
  (text_block)
] @fold
