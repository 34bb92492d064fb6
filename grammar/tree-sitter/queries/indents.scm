[
  (body)
  (kind_body)
  (policy)
  (test)
  (list)
  (map)
  (match)
  (arguments)
  (parameters)
] @indent

[
  "}"
  "]"
  ")"
] @outdent
