// Parses each file that it is given, says where the first mistake of each is, and holds that every query fits.
//   tree-sitter-check QUERY... -- SOURCE...
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_immu(void);

static char *read_file(const char *path, uint32_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "can't read %s\n", path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  *length = (uint32_t)ftell(file);
  rewind(file);
  char *text = malloc(*length + 1);
  if (fread(text, 1, *length, file) != *length) exit(2);
  text[*length] = 0;
  fclose(file);
  return text;
}

static TSNode first_mistake(TSNode node) {
  uint32_t count = ts_node_child_count(node);
  for (uint32_t index = 0; index < count; index++) {
    TSNode child = ts_node_child(node, index);
    if (ts_node_has_error(child)) return first_mistake(child);
  }
  return node;
}

int main(int argc, char **argv) {
  int status = 0;
  int argument = 1;
  for (; argument < argc && strcmp(argv[argument], "--") != 0; argument++) {
    uint32_t length, offset;
    TSQueryError error;
    char *text = read_file(argv[argument], &length);
    if (!ts_query_new(tree_sitter_immu(), text, length, &offset, &error)) {
      printf("%s: error %d at byte %u\n", argv[argument], error, offset);
      status = 1;
    }
    free(text);
  }
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_immu())) return 2;
  for (argument++; argument < argc; argument++) {
    uint32_t length;
    char *text = read_file(argv[argument], &length);
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, length);
    TSNode root = ts_tree_root_node(tree);
    if (ts_node_has_error(root)) {
      TSPoint at = ts_node_start_point(first_mistake(root));
      printf("%s:%u:%u\n", argv[argument], at.row + 1, at.column + 1);
      status = 1;
    }
    ts_tree_delete(tree);
    free(text);
  }
  ts_parser_delete(parser);
  return status;
}
