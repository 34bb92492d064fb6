/// <reference types="tree-sitter-cli/dsl" />
// The grammar of the .immu language for editors that parse with tree-sitter. grammar/immu.ebnf is the law.

// `refinement`: what bounds a type is a range, which a comparison never follows: `range<int in 0..10>`.
const PREC = {
  coalesce: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  refinement: 6,
  range: 7,
  add: 8,
  multiply: 9,
  negate: 10,
  postfix: 11,
};

const commaSeparated = (rule) => optional(seq(rule, repeat(seq(",", rule)), optional(",")));

export default grammar({
  name: "immu",

  extras: ($) => [/\s/, $.comment, $.documentation],

  word: ($) => $.identifier,

  // A word of the grammar may be the name of a field: what follows decides.
  conflicts: ($) => [
    [$.block_member],
    [$.field],
    [$._refined, $.refined_type],
  ],

  rules: {
    file: ($) =>
      repeat(
        choice($.import, $.parameter_declaration, $.let, $.function, $.kind, $.policy, $.test, $.declaration),
      ),

    import: ($) =>
      seq("import", "{", commaSeparated($.imported_name), "}", "from", field("module", $._constant)),
    imported_name: ($) => seq(field("name", $.identifier), optional(seq("as", field("alias", $.identifier)))),

    parameter_declaration: ($) =>
      seq("param", field("name", $.identifier), ":", field("type", $._type), optional($._default)),
    let: ($) => seq(optional("private"), "let", field("name", $.identifier), "=", field("value", $._expression)),
    function: ($) =>
      seq(
        optional("private"),
        "fn",
        field("name", $.identifier),
        optional($.type_parameters),
        $.parameters,
        ":",
        field("type", $._type),
        optional(seq("=", field("body", $._expression))),
      ),
    type_parameters: ($) => seq("<", $.identifier, repeat(seq(",", $.identifier)), ">"),
    parameters: ($) => seq("(", commaSeparated($.parameter), ")"),
    parameter: ($) => seq(field("name", $.identifier), ":", field("type", $._type), optional($._default)),
    _default: ($) => seq("=", field("default", $._expression)),

    kind: ($) => seq("kind", field("name", $.identifier), $.kind_body),
    kind_body: ($) => seq("{", repeat(choice($.field, $.block_member)), "}"),
    field: ($) =>
      seq(
        field("name", $._member_name),
        ":",
        field("type", $._type),
        optional($._default),
        optional($.per_environment),
      ),
    block_member: ($) =>
      seq("block", field("name", $.identifier), optional(choice("?", "*")), $.kind_body, optional($.per_environment)),
    per_environment: () => seq("per", "environment"),
    _member_name: ($) =>
      choice($.identifier, ...["of", "matching", "block", "per"].map((word) => alias(word, $.identifier))),

    declaration: ($) =>
      seq(
        optional("private"),
        optional("abstract"),
        field("kind", $.identifier),
        field("name", $.identifier),
        optional(seq("extends", field("base", $.qualified_name))),
        $.body,
      ),
    qualified_name: ($) => seq($.identifier, repeat(seq(".", $.identifier))),
    body: ($) => seq("{", repeat(choice($.attribute, $.block, $.override)), "}"),
    attribute: ($) =>
      seq(field("name", choice($.identifier, alias("override", $.identifier))), "=", field("value", $._expression)),
    block: ($) => seq(field("name", $.identifier), optional(field("label", $.identifier)), $.body),
    override: ($) => seq("override", field("target", $.qualified_name), $.body),

    policy: ($) =>
      seq(
        optional("private"),
        "policy",
        field("name", $.identifier),
        "on",
        field("kind", $.identifier),
        field("parameter", $.identifier),
        "{",
        repeat($.requirement),
        "}",
      ),
    requirement: ($) => seq("require", $._expression, "else", field("message", $._expression)),
    test: ($) => seq("test", field("name", $._constant), "{", repeat($.assertion), "}"),
    assertion: ($) => seq("assert", $._expression, optional(seq("else", field("message", $._expression)))),

    _expression: ($) => choice($.conditional, $._operand),
    conditional: ($) =>
      prec.right(
        seq(
          "if",
          field("condition", $._expression),
          "then",
          field("then", $._expression),
          "else",
          field("else", $._expression),
        ),
      ),
    _operand: ($) => choice($.binary, $.unary, $._postfix),
    binary: ($) =>
      choice(
        ...[
          [PREC.coalesce, "??"],
          [PREC.or, "or"],
          [PREC.and, "and"],
          [PREC.compare, choice("==", "!=", "<", "<=", ">", ">=", "in")],
          [PREC.range, ".."],
          [PREC.add, choice("+", "-")],
          [PREC.multiply, choice("*", "/", "%")],
        ].map(([level, operator]) =>
          prec.left(
            level,
            seq(field("left", $._operand), field("operator", operator), field("right", $._operand)),
          ),
        ),
      ),
    unary: ($) => choice(prec(PREC.not, seq("not", $._operand)), prec(PREC.negate, seq("-", $._operand))),
    _postfix: ($) =>
      choice(
        $.member,
        $.index,
        $.call,
        $.true,
        $.false,
        $.null,
        $.number,
        $._string,
        $.identifier,
        $.parenthesized,
        $.list,
        $.map,
        $.match,
      ),
    member: ($) => prec(PREC.postfix, seq(field("object", $._postfix), ".", field("name", $.identifier))),
    index: ($) => prec(PREC.postfix, seq(field("object", $._postfix), "[", field("index", $._expression), "]")),
    call: ($) => prec(PREC.postfix, seq(field("function", $._postfix), $.arguments)),
    arguments: ($) => seq("(", commaSeparated(choice($.named_argument, $._expression)), ")"),
    named_argument: ($) => seq(field("name", $.identifier), "=", field("value", $._expression)),
    parenthesized: ($) => seq("(", $._expression, ")"),

    list: ($) => seq("[", choice(seq($._expression, $.for), commaSeparated(choice($.spread, $._expression))), "]"),
    map: ($) => seq("{", choice(seq($.entry, $.for), commaSeparated(choice($.spread, $.entry))), "}"),
    spread: ($) => seq("...", $._expression),
    entry: ($) => seq(field("key", choice($.identifier, $._string)), ":", field("value", $._expression)),
    for: ($) =>
      seq(
        "for",
        field("name", $.identifier),
        optional(seq(",", field("name", $.identifier))),
        "in",
        $._expression,
        optional(seq("if", field("condition", $._expression))),
      ),
    match: ($) => seq("match", field("subject", $._expression), "{", commaSeparated($.arm), "}"),
    arm: ($) => seq(choice($.patterns, "else"), "=>", field("value", $._expression)),
    patterns: ($) => seq($._pattern, repeat(seq("|", $._pattern))),
    _pattern: ($) => choice($.true, $.false, $.null, seq(optional("-"), $.number), $._constant),

    _type: ($) => choice($._single_type, $.alternatives),
    alternatives: ($) => seq($._single_type, repeat1(seq("|", $._single_type))),
    _single_type: ($) => choice($.optional_type, $._refined),
    optional_type: ($) => seq($._refined, "?"),
    _refined: ($) => choice($.refined_type, $._primary_type),
    refined_type: ($) =>
      seq($._primary_type, choice(seq(choice("in", "of"), $._bound), seq("matching", $._constant))),
    _bound: ($) => prec(PREC.refinement, $._operand),
    _primary_type: ($) =>
      choice($.named_type, $.list_type, $.record_type, $._constant, seq("(", $._type, ")")),
    named_type: ($) =>
      prec.right(seq(field("name", $.identifier), optional(seq("<", $._type, repeat(seq(",", $._type)), ">")))),
    list_type: ($) => seq("[", $._type, "]"),
    record_type: ($) => seq("{", commaSeparated($.record_field), "}"),
    record_field: ($) => seq(field("name", $.identifier), optional("?"), ":", field("type", $._type)),

    true: () => "true",
    false: () => "false",
    null: () => "null",
    number: () => token(/\d+(_\d+)*(\.\d+(_\d+)*)?(ms|s|m|h|d|KiB|MiB|GiB|TiB|%)?/),

    _constant: ($) => $._string,
    _string: ($) => choice($.string, $.text_block, $.raw_string),
    string: ($) =>
      seq('"', repeat(choice(alias(token.immediate(/[^"\\$\r\n]+/), $.text), $._special)), token.immediate('"')),
    text_block: ($) =>
      seq(
        '"""',
        repeat(choice(alias(token.immediate(/[^"\\$]+/), $.text), alias(token.immediate(/""?/), $.text), $._special)),
        token.immediate('"""'),
      ),
    _special: ($) => choice($.escape, $.interpolation, alias(token.immediate("$"), $.text)),
    escape: () => token.immediate(/\\([ntr"\\$]|u\{[0-9A-Fa-f]{1,6}\})/),
    interpolation: ($) => seq(token.immediate("${"), $._expression, "}"),
    raw_string: () => token(/r"[^"\r\n]*"/),

    identifier: () => /[\p{XID_Start}_]\p{XID_Continue}*(-\p{XID_Continue}+)*/,

    documentation: () => token(/\/\/\/([^\/\r\n][^\r\n]*)?/),
    comment: () => token(choice(/\/\/([^\/\r\n][^\r\n]*)?/, /\/\/\/\/[^\r\n]*/)),
  },
});
