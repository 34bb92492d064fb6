; How the parts of an .immu source are coloured. Where several patterns take a node, the last one counts.

(identifier) @variable

[
  "let"
  "fn"
  "kind"
  "param"
  "policy"
  "test"
  "block"
] @keyword

[
  "import"
  "from"
  "as"
] @keyword.import

[
  "private"
  "abstract"
  "override"
  "extends"
  "on"
] @keyword.modifier

(per_environment) @keyword.modifier

[
  "require"
  "assert"
  "if"
  "then"
  "else"
  "match"
] @keyword.conditional

"for" @keyword.repeat

[
  "and"
  "or"
  "not"
  "in"
  "of"
  "matching"
] @keyword.operator

[
  "="
  "=="
  "!="
  "<"
  "<="
  ">"
  ">="
  "??"
  ".."
  "..."
  "+"
  "-"
  "*"
  "/"
  "%"
  "=>"
  "|"
  "?"
] @operator

[
  "{"
  "}"
  "["
  "]"
  "("
  ")"
] @punctuation.bracket

[
  ","
  ":"
  "."
] @punctuation.delimiter

[
  (true)
  (false)
] @boolean

(null) @constant.builtin
(number) @number

(string) @string
(text_block) @string
(raw_string) @string
(escape) @string.escape
(interpolation
  "${" @punctuation.special
  "}" @punctuation.special)

(member
  name: (identifier) @property)
((member
  object: (identifier) @type)
  (#any-of? @type "balancer" "environment" "fleet" "image" "legacy" "network" "project" "rollout" "store"))
(call
  function: (identifier) @function.call)
(call
  function: (member
    name: (identifier) @function.call))
(named_argument
  name: (identifier) @variable.parameter)
(entry
  key: (identifier) @property)

(imported_name
  (identifier) @variable)
(parameter_declaration
  name: (identifier) @variable.parameter)
(let
  name: (identifier) @constant)
(function
  name: (identifier) @function)
(parameter
  name: (identifier) @variable.parameter)
(type_parameters
  (identifier) @type)
(named_type
  name: (identifier) @type)
(record_field
  name: (identifier) @property)

(kind
  name: (identifier) @type.definition)
(field
  name: (identifier) @property)
(block_member
  name: (identifier) @type.definition)

(declaration
  kind: (identifier) @keyword
  name: (identifier) @type)
(declaration
  base: (qualified_name
    (identifier) @type))
(attribute
  name: (identifier) @property)
(block
  name: (identifier) @keyword)
(block
  label: (identifier) @label)
(override
  target: (qualified_name
    (identifier) @type))

(policy
  name: (identifier) @function
  kind: (identifier) @type
  parameter: (identifier) @variable.parameter)

(comment) @comment
(documentation) @comment.documentation
